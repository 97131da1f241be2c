// <rank-list data-give data-take data-up data-down data-said data-gone> around rows with a number select each.
// A tap gives a row the next number, another takes it away; arrows change places. The selects stay the form's own fields,
// also those of rows on another part of the ballot, which travel as hidden fields.

class RankList extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form, .ballot");
    this.status = this.querySelector("[role=status]");
    this.rows = [...this.querySelectorAll(".option-rank")].map((row) => this.improve(row));
    this.form.addEventListener("change", () => this.draw());
    this.draw();
  }

  improve(row) {
    const field = row.querySelector("select");
    field.parentElement.hidden = true;
    const title = row.querySelector(".choice-words").textContent;
    const stone = document.createElement("button");
    stone.type = "button";
    stone.className = "rank-tap";
    const number = document.createElement("span");
    number.className = "rank-stone";
    stone.append(number);
    row.prepend(stone);
    row.querySelector(".rank-moves").before(number);
    stone.addEventListener("click", () => this.tap(field, title));
    const moves = [...row.querySelectorAll("[data-move]")];
    for (const each of moves) each.addEventListener("click", () => this.move(field, title, Number(each.dataset.move)));
    return { row, field, title, stone, number, moves };
  }

  /** The fields that have a number, best first. */
  order() {
    return [...this.form.querySelectorAll("[name^='rank-']")].filter((field) => field.value).sort((a, b) => a.value - b.value);
  }

  number(fields) {
    fields.forEach((field, at) => { field.value = at + 1; });
  }

  tap(field, title) {
    const order = this.order();
    const had = order.includes(field);
    if (had) field.value = "";
    this.number(had ? order.filter((each) => each !== field) : [...order, field]);
    this.tell(field, had ? this.say("gone", title) : this.say("said", title, field.value));
  }

  move(field, title, by) {
    const order = this.order();
    const at = order.indexOf(field);
    const to = at + by;
    if (at < 0 || to < 0 || to >= order.length) return;
    [order[at], order[to]] = [order[to], order[at]];
    this.number(order);
    this.tell(field, this.say("said", title, field.value));
  }

  tell(field, words) {
    field.dispatchEvent(new Event("change", { bubbles: true }));
    this.status.textContent = words;
  }

  say(which, title, n = "") {
    return this.dataset[which].replace("{title}", title).replace("{n}", n);
  }

  draw() {
    const order = this.order();
    for (const { row, field, title, stone, number, moves } of this.rows) {
      const at = order.indexOf(field);
      const ranked = at >= 0;
      row.classList.toggle("is-ranked", ranked);
      number.textContent = ranked ? at + 1 : "";
      stone.setAttribute("aria-label", this.say(ranked ? "take" : "give", title, ranked ? at + 1 : order.length + 1));
      stone.setAttribute("aria-pressed", String(ranked));
      moves.forEach((each, i) => {
        each.setAttribute("aria-label", this.say(i ? "down" : "up", title));
        each.setAttribute("aria-disabled", String(i ? at === order.length - 1 : at === 0));
      });
    }
  }
}

customElements.define("rank-list", RankList);
