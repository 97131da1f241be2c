// <headphones-first>: where others use the screen too, the first "listen" asks for headphones before any sound (SG-55).

class HeadphonesFirst extends HTMLElement {
  connectedCallback() {
    this.hold = (event) => {
      const asked = event.target.closest?.("read-aloud button");
      if (!asked) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.asked = asked;
      this.hidden = false;
      this.firstElementChild.focus();
    };
    document.addEventListener("click", this.hold, true);
    this.querySelector("[data-yes]").addEventListener("click", () => {
      document.removeEventListener("click", this.hold, true);
      this.close();
      this.asked.click();
    });
    this.querySelector("[data-no]").addEventListener("click", () => this.close());
  }

  close() {
    this.hidden = true;
    this.asked.focus();
  }
}

customElements.define("headphones-first", HeadphonesFirst);
