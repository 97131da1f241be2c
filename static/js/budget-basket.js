// <budget-basket data-budget data-left data-over data-fits data-full data-words> around ticks with a data-cost each.
// Says what is left and what no longer fits, in words and in coins. What does not fit is not put in; the fields are the
// form's own, also those of another part of the ballot, which travel as hidden fields.

import { said } from "./money.js";

class BudgetBasket extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form, .ballot");
    this.budget = Number(this.dataset.budget);
    this.words = JSON.parse(this.dataset.words);
    this.status = this.querySelector("#purse");
    this.bar = this.querySelector(".purse-bar");
    this.form.addEventListener("change", ({ target }) => this.change(target));
    this.draw();
  }

  costly() {
    return [...this.form.querySelectorAll("[data-cost]")];
  }

  used() {
    return this.costly().reduce((sum, each) => sum + (each.type === "hidden" || each.checked ? Number(each.dataset.cost) : 0), 0);
  }

  change(target) {
    const missing = this.used() - this.budget;
    const refused = missing > 0 && target.checked && target.dataset.cost;
    if (refused) target.checked = false;
    this.draw();
    if (refused) this.status.textContent = this.say("full", missing, this.querySelector(`#option-${target.value}`).firstChild.textContent.trim());
  }

  draw() {
    const used = this.used();
    const left = this.budget - used;
    this.status.textContent = left < 0 ? this.say("over", -left) : this.say("left", left);
    this.classList.toggle("is-over", left < 0);
    this.bar.querySelector(".purse-gone").setAttribute("width", this.bar.viewBox.baseVal.width * Math.min(1, used / this.budget));
    for (const each of this.costly()) {
      if (each.type === "hidden") continue;
      const missing = Number(each.dataset.cost) - left;
      const fits = each.checked || missing <= 0;
      each.closest(".ballot-option").classList.toggle("is-too-dear", !fits);
      this.querySelector(`#fits-${each.value}`).textContent = fits ? "" : this.say("fits", missing);
    }
  }

  say(which, pesos, title = "") {
    return this.dataset[which].replace("{title}", title).replace("{money}", said(pesos, this.words));
  }
}

customElements.define("budget-basket", BudgetBasket);
