// Made from the catalogue by `make generate`.

/** @type {import("./question.js").Declared[]} */
export const CATALOGUE = [
  {
    "name": "HTS",
    "parameters": [
      {
        "name": "hts",
        "kind": "hts",
        "required": true
      },
      {
        "name": "field",
        "kind": "text",
        "required": false
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
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
        "required": true
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
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
        "required": true
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
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
        "required": true
      },
      {
        "name": "country",
        "kind": "country",
        "required": false
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false
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
        "required": true
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
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
        "required": true
      },
      {
        "name": "n",
        "kind": "count",
        "required": false
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
        "required": true
      },
      {
        "name": "country",
        "kind": "country",
        "required": true
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false
      }
    ],
    "answers": "value",
    "streams": false
  },
  {
    "name": "DUTY",
    "parameters": [
      {
        "name": "hts",
        "kind": "hts",
        "required": true
      },
      {
        "name": "country",
        "kind": "country",
        "required": true
      },
      {
        "name": "value",
        "kind": "money",
        "required": true
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
      },
      {
        "name": "quantity",
        "kind": "quantity",
        "required": false
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false
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
        "required": true
      },
      {
        "name": "country",
        "kind": "country",
        "required": true
      },
      {
        "name": "value",
        "kind": "money",
        "required": false
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
      },
      {
        "name": "quantity",
        "kind": "quantity",
        "required": false
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false
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
        "required": true
      },
      {
        "name": "country",
        "kind": "country",
        "required": true
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false
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
        "required": true
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
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
        "required": true
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
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
        "required": true
      },
      {
        "name": "country",
        "kind": "country",
        "required": true
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
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
        "required": true
      },
      {
        "name": "field",
        "kind": "text",
        "required": false
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
        "required": true
      },
      {
        "name": "description",
        "kind": "text",
        "required": false
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
        "required": true
      },
      {
        "name": "exporter",
        "kind": "text",
        "required": false
      },
      {
        "name": "producer",
        "kind": "text",
        "required": false
      },
      {
        "name": "date",
        "kind": "date",
        "required": false
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
        "required": false
      },
      {
        "name": "since",
        "kind": "date",
        "required": false
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
        "required": true
      },
      {
        "name": "country",
        "kind": "country",
        "required": true
      },
      {
        "name": "facts",
        "kind": "facts",
        "required": false
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
        "required": true
      },
      {
        "name": "field",
        "kind": "text",
        "required": false
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
        "required": true
      },
      {
        "name": "n",
        "kind": "count",
        "required": false
      }
    ],
    "answers": "rows",
    "streams": false
  }
];
