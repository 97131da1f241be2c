// The steps of a count, one at a time. Without script they are a list to unfold.
class VoteSteps extends HTMLElement {
  connectedCallback() {
    this.steps = [...this.querySelectorAll(".steps-list > li")];
    if (this.steps.length < 2) return;
    this.classList.add("steps-one");
    for (const step of this.steps) {
      const title = step.querySelector("summary");
      step.querySelector("details").open = true;
      title.tabIndex = -1;
      title.addEventListener("click", (event) => event.preventDefault());
    }
    this.querySelector(".steps-foot").hidden = false;
    [this.back, this.next] = this.querySelectorAll(".steps-foot button");
    this.place = this.querySelector(".steps-foot [role=status]");
    this.addEventListener("click", (event) => {
      const by = event.target.closest("[data-by]");
      if (by) this.show(this.at + Number(by.dataset.by));
    });
    this.show(0);
  }

  show(at) {
    this.at = at;
    this.steps.forEach((step, place) => { step.hidden = place !== at; });
    this.place.textContent = this.place.dataset.place.replace("{here}", at + 1);
    this.back.disabled = at === 0;
    this.next.disabled = at === this.steps.length - 1;
  }
}
customElements.define("vote-steps", VoteSteps);
