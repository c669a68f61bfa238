import { make, part } from "../../shared/dom.js";

/** @typedef {import("./cards.js").Card} Card */

const AT_ONCE = 40;

/** The cards in their order, some at a time: a mail may mention thousands of numbers. */
export class Deck {
  /**
   * @param {(card: Card) => HTMLLIElement} dress
   */
  constructor(dress) {
    this.dress = dress;
    /** @type {Card[]} */
    this.waiting = [];
    this.room = AT_ONCE;
    this.list = part("cards", HTMLOListElement);
    this.more = part("more", HTMLButtonElement);
    this.list.replaceChildren();
    this.more.onclick = () => this.turn();
  }

  /**
   * @param {Card[]} cards
   */
  add(cards) {
    this.waiting.push(...cards);
    this.deal();
  }

  turn() {
    this.room = AT_ONCE;
    const first = this.list.childElementCount;
    this.deal();
    // The keyboard goes on where the new cards begin, also when the button is gone.
    const heading = this.list.children[first]?.querySelector("h3");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  }

  deal() {
    const dealt = this.waiting.splice(0, this.room);
    this.room -= dealt.length;
    this.list.append(...dealt.map(this.dress));
    this.more.hidden = this.waiting.length === 0;
    const rest = this.waiting.length.toLocaleString("en-US");
    this.more.replaceChildren("Show more", make("small", {}, ` (${rest} left)`));
  }
}
