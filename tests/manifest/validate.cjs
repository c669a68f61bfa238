// node validate.cjs SCHEMA MANIFEST PACKAGES: prints what Microsoft's schema has against a manifest.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");

const [schema, manifest, packages] = process.argv.slice(2);
const from = createRequire(`${packages}/`);
const { default: Ajv } = from("ajv-draft-04");
const { default: addFormats } = from("ajv-formats");
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const read = (file) => JSON.parse(readFileSync(file, "utf-8"));
const validate = ajv.compile(read(schema));
const isValid = validate(read(manifest));
console.log(JSON.stringify(isValid ? [] : validate.errors));
