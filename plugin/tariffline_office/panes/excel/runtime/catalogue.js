// Made from the catalogue by `make generate`.

/** @type {import("./question.js").Declared[]} */
export const CATALOGUE = [
  {
    "name": "HTS",
    "parameters": [
      {
        "name": "hts",
        "kind": "hts",
        "required": true,
        "number": false,
        "example": "8471.30.01.00"
      },
      {
        "name": "field",
        "kind": "text",
        "required": false,
        "number": false,
        "example": "cotton shirts"
      },
      {
        "name": "date",
        "kind": "date",
        "required": false,
        "number": false,
        "example": "2026-05-01"
      }
    ],
    "answers": "value",
    "streams": false
  },
  {
    "name": "DESCRIPTION",
    "parameters": [
      {
        "name": "hts",
        "kind": "hts",
        "required": true,
        "number": false,
        "example": "8471.30.01.00"
      },
      {
        "name": "date",
        "kind": "date",
        "required": false,
        "number": false,
        "example": "2026-05-01"
      }
    ],
    "answers": "value",
    "streams": false
  },
  {
    "name": "UNIT",
    "parameters": [
      {
        "name": "hts",
        "kind": "hts",
        "required": true,
        "number": false,
        "example": "8471.30.01.00"
      },
      {
        "name": "date",
        "kind": "date",
        "required": false,
        "number": false,
        "example": "2026-05-01"
      }
    ],
    "answers": "value",
    "streams": false
  },
  {
    "name": "BASE",
    "parameters": [
      {
        "name": "hts",
        "kind": "hts",
        "required": true,
        "number": false,
        "example": "8471.30.01.00"
      },
      {
        "name": "country",
        "kind": "country",
        "required": false,
        "number": false,
        "example": "CN"
      },
      {
        "name": "date",
        "kind": "date",
        "required": false,
        "number": false,
        "example": "2026-05-01"
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false,
        "number": false,
        "example": "usmca=yes; melt=US"
      }
    ],
    "answers": "rate",
    "streams": false
  },
  {
    "name": "CHECK",
    "parameters": [
      {
        "name": "hts",
        "kind": "hts",
        "required": true,
        "number": false,
        "example": "8471.30.01.00"
      },
      {
        "name": "date",
        "kind": "date",
        "required": false,
        "number": false,
        "example": "2026-05-01"
      }
    ],
    "answers": "value",
    "streams": false
  },
  {
    "name": "SEARCH",
    "parameters": [
      {
        "name": "text",
        "kind": "text",
        "required": true,
        "number": false,
        "example": "cotton shirts"
      },
      {
        "name": "n",
        "kind": "count",
        "required": false,
        "number": true,
        "example": "10"
      }
    ],
    "answers": "rows",
    "streams": false
  },
  {
    "name": "ASOF",
    "parameters": [],
    "answers": "value",
    "streams": false
  },
  {
    "name": "CHANGES",
    "parameters": [
      {
        "name": "hts",
        "kind": "hts",
        "required": false,
        "number": false,
        "example": "8471.30.01.00"
      },
      {
        "name": "since",
        "kind": "date",
        "required": false,
        "number": false,
        "example": "2026-05-01"
      }
    ],
    "answers": "rows",
    "streams": false
  },
  {
    "name": "WATCH",
    "parameters": [
      {
        "name": "hts",
        "kind": "hts",
        "required": true,
        "number": false,
        "example": "8471.30.01.00"
      },
      {
        "name": "country",
        "kind": "country",
        "required": true,
        "number": false,
        "example": "CN"
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false,
        "number": false,
        "example": "usmca=yes; melt=US"
      }
    ],
    "answers": "rate",
    "streams": true
  },
  {
    "name": "CSMS",
    "parameters": [
      {
        "name": "number",
        "kind": "message",
        "required": true,
        "number": false,
        "example": "39291311"
      },
      {
        "name": "field",
        "kind": "text",
        "required": false,
        "number": false,
        "example": "cotton shirts"
      }
    ],
    "answers": "value",
    "streams": false
  },
  {
    "name": "CSMSSEARCH",
    "parameters": [
      {
        "name": "text",
        "kind": "text",
        "required": true,
        "number": false,
        "example": "cotton shirts"
      },
      {
        "name": "n",
        "kind": "count",
        "required": false,
        "number": true,
        "example": "10"
      }
    ],
    "answers": "rows",
    "streams": false
  }
];
