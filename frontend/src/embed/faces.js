// Five faces, drawn: what a device has of letters for them differs, and some have none.
const SVG = "http://www.w3.org/2000/svg";
const BEND = 1.8;

/** @param {number} place 0 for the worst, 4 for the best */
export function face(place) {
  const bend = (place - 2) * BEND;
  const lines = [
    "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18",
    "M9 10v.01M15 10v.01",
    `M8 ${15 - bend / 3}Q12 ${15 + bend} 16 ${15 - bend / 3}`,
    ...(place === 0 ? ["M7.5 7l2.5 1M16.5 7l-2.5 1"] : []),
  ];
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-linecap": "round" })) svg.setAttribute(name, value);
  for (const line of lines) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}
