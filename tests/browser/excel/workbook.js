// A workbook as the pane sees it: sheets, cells, notes and properties. Functions of the add-in are
// calculated by the add-in: their calls go through office.js as Excel sends them.

import { place, Range } from "./cells.js";

const CALL = /^=TARIFF\.([A-Z]+)\((.*)\)$/;
const ARGUMENT = /\s*(?:"((?:[^"]|"")*)"|([A-Z]\d+)|(\d[\d.]*)|)\s*(?:,|$)/gy;

export class Workbook {
  /** @param {typeof globalThis.excel} excel how functions are called */
  constructor(excel) {
    this.excel = excel;
    this.Worksheets = new Worksheets(this);
    this.Properties = { Custom: new Properties() };
    this.calculations = 0;
    this.Worksheets.Add("Sheet1");
    this.select("Sheet1", "A1");
  }

  select(sheet, address) {
    this.Worksheets.active = this.Worksheets.GetItem(sheet);
    this.selected = this.Worksheets.active.GetRange(address);
  }
  GetSelectedRange() {
    return this.selected;
  }
  GetSelectedRanges() {
    return { Areas: { items: [this.selected], GetItem: () => this.selected } };
  }
  GetActiveCell() {
    return this.selected.GetCell(0, 0);
  }

  /** Calculate one cell; what Tariffline is asked stays #BUSY! until the answer comes. */
  calculate(range) {
    const cell = range.at(0, 0);
    const call = CALL.exec(cell.formula ?? "");
    if (!call) return;
    this.calculations += 1;
    cell.value = "#BUSY!";
    const given = [...call[2].matchAll(ARGUMENT)].slice(0, call[2] === "" ? 0 : -1);
    const args = given.map(([, text, reference, number]) => {
      if (text !== undefined) return [[text.replaceAll('""', '"')]];
      if (reference) return range.sheet.GetRange(reference).Values;
      return number ? [[Number(number)]] : null;
    });
    const [id] = this.excel.enter([[call[1], [...args, ...Array(5 - args.length).fill(null)]]]);
    this.excel.resultsOf([id]).then(([results]) => receive(range, results.at(-1)));
  }
}

function receive(range, { ok, value }) {
  const cell = range.at(0, 0);
  if (!ok) {
    cell.value = "#N/A";
    return;
  }
  const rows = Array.isArray(value) ? value : [[value]];
  const over = new Range(range.sheet, range.row, range.column, rows.length, rows[0].length);
  over.each((row, column) => {
    const got = rows[row][column];
    over.at(row, column).value = got.errorType ? "#N/A" : (got.basicValue ?? got);
  });
  if (rows.length * rows[0].length > 1) cell.spill = { rows: over.rows, columns: over.columns };
}

class Worksheets {
  constructor(book) {
    this.book = book;
    this.items = [];
  }
  GetItem(id) {
    const found = this.GetItemOrNullObject(id);
    if (!found) throw Object.assign(new Error(`there is no sheet ${id}`), { code: "ItemNotFound" });
    return found;
  }
  GetItemOrNullObject(id) {
    return this.items.find((sheet) => sheet.Name === id) ?? null;
  }
  GetActiveWorksheet() {
    return this.active;
  }
  Add(name) {
    const sheet = new Worksheet(this.book, name);
    this.items.push(sheet);
    return sheet;
  }
}

class Worksheet {
  constructor(book, name) {
    this.book = book;
    this.Name = name;
    this.id = name;
    this.Visibility = "Visible";
    this.cells = new Map();
    this.Notes = new Notes();
    this.FreezePanes = { FreezeRows: () => {} };
  }
  cell(name) {
    if (!this.cells.has(name)) this.cells.set(name, {});
    return this.cells.get(name);
  }
  GetRange(address) {
    return new Range(this, ...place(address));
  }
  GetRangeByIndexes(row, column, rows, columns) {
    return new Range(this, row, column, rows, columns);
  }
  GetUsedRangeOrNullObject() {
    const used = [...this.cells].filter(([, cell]) => (cell.value ?? "") !== "").map(([at]) => at);
    if (used.length === 0) return null;
    return used.map((at) => this.GetRange(at)).reduce((whole, cell) => whole.GetBoundingRect(cell));
  }
  Activate() {
    this.book.select(this.Name, "A1");
  }
  Delete() {
    if (this.Visibility === "VeryHidden") throw new Error("a very hidden sheet can't be deleted");
    const { items } = this.book.Worksheets;
    items.splice(items.indexOf(this), 1);
  }
}

class Notes {
  constructor() {
    this.notes = new Map();
  }
  GetItemOrNullObject(cell) {
    const Content = this.notes.get(cell);
    return Content === undefined ? null : { Content, Delete: () => this.notes.delete(cell) };
  }
  Add(cell, content) {
    this.notes.set(cell, content);
    return this.GetItemOrNullObject(cell);
  }
}

class Properties {
  constructor() {
    this.values = new Map();
  }
  GetItemOrNullObject(key) {
    return this.values.has(key) ? { Value: this.values.get(key) } : null;
  }
  Add(key, value) {
    this.values.set(key, value);
    return { Value: value };
  }
}
