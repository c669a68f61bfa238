import { make, part } from "../../shared/dom.js";

export const NO_OFFICE_JS =
  "Microsoft’s office.js did not load, and without it this pane can’t reach the workbook. " +
  "Let Excel reach https://appsforoffice.microsoft.com, then close the pane and open it again.";
export const NO_EXCEL =
  "This page is the pane of an add-in: it works inside Excel, beside a workbook.";

/**
 * Say why there is no workbook to work on, and where answers are to be had nevertheless.
 *
 * @param {string} why
 */
export function standAlone(why) {
  for (const each of document.querySelectorAll("[role=tablist], [role=tabpanel], #edition")) {
    each.remove();
  }
  const link = part("link", HTMLParagraphElement);
  link.textContent = "not in Excel";
  link.dataset.tone = "bad";
  const pages = make("a", { href: "/", target: "_blank", rel: "noopener" }, "the service’s own pages");
  document.querySelector("main")?.append(
    make(
      "section",
      { id: "alone", role: "alert" },
      make("p", { class: "message" }, why),
      make("p", {}, "Lines, cases and changes can be looked up without it, on ", pages, "."),
    ),
  );
}
