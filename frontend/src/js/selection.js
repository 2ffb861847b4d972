// x-data="selection" on a form around a table: counts the ticked rows and ticks all of this page.
export function selection() {
  return {
    count: 0,
    get any() {
      return this.count > 0;
    },
    get none() {
      return this.count === 0;
    },
    recount() {
      const boxes = [...this.$root.querySelectorAll("input[data-row]")];
      this.count = boxes.filter((box) => box.checked).length;
      const all = this.$root.querySelector("input[data-all]");
      all.checked = this.count === boxes.length && this.count > 0;
      all.indeterminate = this.count > 0 && this.count < boxes.length;
    },
    toggleAll(event) {
      for (const box of this.$root.querySelectorAll("input[data-row]")) box.checked = event.target.checked;
      this.recount();
    },
  };
}
