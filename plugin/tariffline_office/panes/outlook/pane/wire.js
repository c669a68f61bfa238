/**
 * What POST /v1/mail takes and gives; /openapi.json is the reference.
 *
 * @typedef {import("../../excel/runtime/kept.js").FullAnswer} FullAnswer
 * @typedef {{code: string, message: string}} Unknown
 * @typedef {{source: string, place: string, text: string, url: string}} Cite
 * @typedef {"new" | "quoted" | "signature"} Part
 *
 * @typedef {object} Said
 * @property {string} function
 * @property {string[]} arguments
 * @property {FullAnswer | null} answer
 * @property {Unknown | null} error
 *
 * @typedef {object} Claim
 * @property {"agrees" | "was right" | "contradicted" | "cannot tell"} verdict
 * @property {string} words
 * @property {string | null} until
 * @property {Cite[]} cites
 *
 * @typedef {object} Mention
 * @property {string} kind
 * @property {string} value
 * @property {string} text
 * @property {number} start
 * @property {number} end
 * @property {Part} part
 * @property {Said | null} answer
 * @property {Said[]} also
 * @property {Claim | null} claim
 * @property {string | null} page
 *
 * @typedef {object} Line
 * @property {string} hts
 * @property {string} country
 * @property {string} description
 * @property {string} quantity
 * @property {string} value
 * @property {Said[]} answers
 * @property {number | null} base_duty
 *
 * @typedef {object} Total
 * @property {string} currency
 * @property {number} lines
 * @property {number} value
 * @property {number} base_duty
 * @property {number} without
 *
 * @typedef {object} Read
 * @property {string} name
 * @property {boolean} read
 * @property {string} problem
 * @property {string} text
 * @property {Mention[]} mentions
 * @property {Line[]} lines
 * @property {Total[]} totals
 * @property {Read[]} attachments
 * @property {string[]} [left_out]
 *
 * CBP's message, as GET /v1/csms/<number> gives it, too.
 *
 * @typedef {object} Sheet
 * @property {string} number
 * @property {string} title
 * @property {string} kind
 * @property {string} standing
 * @property {string | null} sent_on
 * @property {string | null} effective
 * @property {{sense: string, day: string}[]} dates
 * @property {string[]} audience
 * @property {string[]} asks
 * @property {string} url
 *
 * @typedef {object} Answered
 * @property {string} subject
 * @property {Mention[]} subject_mentions
 * @property {string} text
 * @property {Mention[]} mentions
 * @property {Line[]} lines
 * @property {Total[]} totals
 * @property {Read[]} attachments
 * @property {{text: string, html: string}} reply
 * @property {string} day
 * @property {Sheet | null} bulletin
 * @property {string[]} [left_out]
 *
 * @typedef {{name: string, content_type: string, content_base64: string}} Enclosed
 *
 * @typedef {object} Letter
 * @property {string} subject
 * @property {string} body
 * @property {"text/plain" | "text/html"} content_type
 * @property {Enclosed[]} attachments
 * @property {string} [sent]
 */

export {};
