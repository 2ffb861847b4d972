// Draws every <div class="chart" data-option="ID"> from the JSON in <script type="application/json" id="ID">.
// Canvas and rich-text tooltips, because the SVG renderer and HTML tooltips would need inline styles.
import { BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([
  AriaComponent, BarChart, CanvasRenderer, DatasetComponent, GridComponent, HeatmapChart, LegendComponent,
  LineChart, MarkLineComponent, SankeyChart, ScatterChart, TooltipComponent, VisualMapComponent,
]);

const drawn = new Map();
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The house's colors; a series named by its side ("internal", "external") takes that side's color. */
function themed(option) {
  const ink = token("--tf-ink-2");
  const line = token("--tf-line");
  const axis = (given) => given && { axisLine: { lineStyle: { color: line } }, splitLine: { lineStyle: { color: line } }, ...given, axisLabel: { color: ink, ...given.axisLabel } };
  const labelled = (series) => (series.label ? { ...series, label: { color: ink, ...series.label } } : series);
  const sides = { internal: token("--tf-internal"), external: token("--tf-external") };
  return {
    color: [token("--tf-chart-1"), token("--tf-chart-2"), token("--tf-chart-3"), token("--tf-chart-4"), token("--tf-chart-5")],
    textStyle: { fontFamily: token("--tf-font"), color: ink },
    grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    aria: { enabled: true, decal: { show: true } },
    ...option,
    legend: option.legend && { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: ink }, ...option.legend },
    tooltip: { trigger: "axis", ...option.tooltip, renderMode: "richText", confine: true },
    xAxis: axis(option.xAxis),
    yAxis: axis(option.yAxis),
    // a point whose neighbors are missing is joined to nothing, so it has to be seen by itself
    series: option.series.map((series) => (series.type === "line" ? { symbolSize: 7, ...series } : series)).map(labelled).map((series) => (sides[series.side] ? { itemStyle: { color: sides[series.side] }, lineStyle: { color: sides[series.side], width: 2 }, ...series } : series)),
  };
}

function draw(element) {
  const option = JSON.parse(document.getElementById(element.dataset.option).textContent);
  const chart = drawn.get(element) ?? init(element, null, { renderer: "canvas" });
  drawn.set(element, chart);
  chart.setOption(themed(option), true);
}

const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => drawn.get(target)?.resize()));
function drawAll(root) {
  for (const element of root.querySelectorAll(".chart[data-option]")) {
    draw(element);
    resized.observe(element);
  }
}

drawAll(document);
document.addEventListener("htmx:load", ({ target }) => drawAll(target));
addEventListener("twofold:theme", () => requestAnimationFrame(() => drawn.forEach((_chart, element) => draw(element))));
