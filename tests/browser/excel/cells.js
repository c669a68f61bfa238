// Cells and their ranges, with the members that the pane uses. Rows and columns count from 0.

export class Range {
  constructor(sheet, row, column, rows, columns) {
    Object.assign(this, { sheet, row, column, rows, columns });
    this.id = this.Address;
    this.Format = { Font: { Bold: false, Color: "" }, Fill: { Color: "" }, ColumnWidth: 0 };
  }

  get Address() {
    const last = name(this.row + this.rows - 1, this.column + this.columns - 1);
    const first = name(this.row, this.column);
    return `${this.sheet.Name}!${first === last ? first : `${first}:${last}`}`;
  }

  get Worksheet() {
    return this.sheet;
  }
  get RowIndex() {
    return this.row;
  }
  get ColumnIndex() {
    return this.column;
  }
  get RowCount() {
    return this.rows;
  }
  get ColumnCount() {
    return this.columns;
  }

  get Values() {
    return this.map((cell) => cell.value ?? "");
  }
  set Values(rows) {
    this.put(rows);
  }
  get Formulas() {
    return this.map((cell) => cell.formula ?? cell.value ?? "");
  }
  set Formulas(rows) {
    this.put(rows);
  }
  get NumberFormat() {
    return this.map((cell) => cell.format ?? "General");
  }
  set NumberFormat(rows) {
    this.each((row, column) => (this.at(row, column).format = rows[row][column]));
  }
  get HasSpill() {
    const cells = this.map((cell) => Boolean(cell.spill)).flat();
    return cells.every(Boolean) ? true : cells.some(Boolean) ? null : false;
  }

  GetCell(row, column) {
    return new Range(this.sheet, this.row + row, this.column + column, 1, 1);
  }
  GetBoundingRect(other) {
    const [row, column] = [Math.min(this.row, other.row), Math.min(this.column, other.column)];
    const bottom = Math.max(this.row + this.rows, other.row + other.rows);
    const right = Math.max(this.column + this.columns, other.column + other.columns);
    return new Range(this.sheet, row, column, bottom - row, right - column);
  }
  GetIntersectionOrNullObject(other) {
    const [row, column] = [Math.max(this.row, other.row), Math.max(this.column, other.column)];
    const rows = Math.min(this.row + this.rows, other.row + other.rows) - row;
    const columns = Math.min(this.column + this.columns, other.column + other.columns) - column;
    const meets = this.sheet === other.sheet && rows > 0 && columns > 0;
    return meets ? new Range(this.sheet, row, column, rows, columns) : null;
  }
  GetUsedRangeOrNullObject() {
    const used = this.sheet.GetUsedRangeOrNullObject();
    return used && this.GetIntersectionOrNullObject(used);
  }
  GetSpillingToRangeOrNullObject() {
    const { spill } = this.at(0, 0);
    return spill ? new Range(this.sheet, this.row, this.column, spill.rows, spill.columns) : null;
  }

  Calculate() {
    this.each((row, column) => this.sheet.book.calculate(this.GetCell(row, column)));
  }
  CopyFrom(source, what) {
    if (what !== "Values" || source.Address !== this.Address) throw new Error("only values, in place");
    this.each((row, column) => {
      const cell = this.at(row, column);
      delete cell.formula;
      delete cell.spill;
    });
  }
  Clear(what) {
    if (what !== "Contents") throw new Error("only contents");
    this.each((row, column) => this.sheet.cells.delete(name(this.row + row, this.column + column)));
  }

  put(rows) {
    if (rows.length !== this.rows || rows[0].length !== this.columns) {
      throw new Error(`${rows.length} × ${rows[0].length} values do not fit into ${this.Address}`);
    }
    this.each((row, column) => {
      const written = rows[row][column];
      const cell = this.at(row, column);
      delete cell.formula;
      delete cell.spill;
      cell.value = typeof written === "string" ? written.replace(/^'/, "") : written;
      if (typeof written === "string" && written.startsWith("=")) {
        cell.formula = written;
        this.sheet.book.calculate(this.GetCell(row, column));
      }
    });
  }
  map(of) {
    const columns = [...Array(this.columns).keys()];
    return [...Array(this.rows).keys()].map((row) => columns.map((c) => of(this.at(row, c))));
  }
  each(act) {
    for (let row = 0; row < this.rows; row += 1) {
      for (let column = 0; column < this.columns; column += 1) act(row, column);
    }
  }
  at(row, column) {
    return this.sheet.cell(name(this.row + row, this.column + column));
  }
}

/** `B7` from row 6 and column 1; sheets of the tests have no more than 26 columns. */
export function name(row, column) {
  return String.fromCharCode(65 + column) + (row + 1);
}

/** The place of `B7` or `$B$7`, or the corners of `B7:C9`. */
export function place(address) {
  const [first, last = first] = address.replaceAll("$", "").split(":");
  const at = (cell) => [Number(cell.slice(1)) - 1, cell.charCodeAt(0) - 65];
  const [[row, column], [bottom, right]] = [at(first), at(last)];
  return [row, column, bottom - row + 1, right - column + 1];
}
