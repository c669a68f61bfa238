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
    "name": "RATE",
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
    "name": "DUTY",
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
        "name": "value",
        "kind": "money",
        "required": true,
        "number": true,
        "example": "1234.50"
      },
      {
        "name": "date",
        "kind": "date",
        "required": false,
        "number": false,
        "example": "2026-05-01"
      },
      {
        "name": "quantity",
        "kind": "quantity",
        "required": false,
        "number": true,
        "example": "12 kg; 5 doz."
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false,
        "number": false,
        "example": "usmca=yes; melt=US"
      }
    ],
    "answers": "value",
    "streams": false
  },
  {
    "name": "STACK",
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
        "name": "value",
        "kind": "money",
        "required": false,
        "number": true,
        "example": "1234.50"
      },
      {
        "name": "date",
        "kind": "date",
        "required": false,
        "number": false,
        "example": "2026-05-01"
      },
      {
        "name": "quantity",
        "kind": "quantity",
        "required": false,
        "number": true,
        "example": "12 kg; 5 doz."
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false,
        "number": false,
        "example": "usmca=yes; melt=US"
      }
    ],
    "answers": "rows",
    "streams": false
  },
  {
    "name": "WHY",
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
    "answers": "value",
    "streams": false
  },
  {
    "name": "MPF",
    "parameters": [
      {
        "name": "value",
        "kind": "money",
        "required": true,
        "number": true,
        "example": "1234.50"
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
    "name": "HMF",
    "parameters": [
      {
        "name": "value",
        "kind": "money",
        "required": true,
        "number": true,
        "example": "1234.50"
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
    "name": "ADCVD",
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
        "name": "date",
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
    "name": "CASE",
    "parameters": [
      {
        "name": "case",
        "kind": "case",
        "required": true,
        "number": false,
        "example": "A-570-910"
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
    "name": "SCOPE",
    "parameters": [
      {
        "name": "case",
        "kind": "case",
        "required": true,
        "number": false,
        "example": "A-570-910"
      },
      {
        "name": "description",
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
    "name": "DEPOSIT",
    "parameters": [
      {
        "name": "case",
        "kind": "case",
        "required": true,
        "number": false,
        "example": "A-570-910"
      },
      {
        "name": "exporter",
        "kind": "text",
        "required": false,
        "number": false,
        "example": "cotton shirts"
      },
      {
        "name": "producer",
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
    "answers": "rate",
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
