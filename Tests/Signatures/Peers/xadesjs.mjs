// Signs and verifies XAdES with xadesjs (npm), for the tests that hold our own against it.
// node xadesjs.mjs MODULE_DIR sign FILE NAME KEY_PKCS8_DER CERTIFICATE_DER ALGORITHM C14N_URI ROOT_OPEN_TAG OUT
// node xadesjs.mjs MODULE_DIR verify SIGNATURE_XML FILE                     prints true or false
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { webcrypto } from "node:crypto";
import { join } from "node:path";

const [modules, command, ...rest] = process.argv.slice(2);
const require = createRequire(join(modules, "x.js"));
const xades = require("xadesjs");
const { DOMParser, XMLSerializer } = require("@xmldom/xmldom");
require("xml-core").setNodeDependencies({ DOMParser, XMLSerializer, xpath: require("xpath") });
xades.Application.setEngine("node", webcrypto);

const asic = "http://uri.etsi.org/02918/v1.2.1#";
const algorithms = {
  "rsa-sha256": { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  "rsa-sha512": { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" },
  "rsa-pss-sha256": { name: "RSA-PSS", hash: "SHA-256", saltLength: 32 },
  "ecdsa-sha256": { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  "ecdsa-sha384": { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" },
  "ecdsa-sha512": { name: "ECDSA", namedCurve: "P-521", hash: "SHA-512" },
};

async function sign(file, name, key, certificate, algorithm, canonicalization, out) {
  const chosen = algorithms[algorithm];
  const privateKey = await webcrypto.subtle.importKey("pkcs8", readFileSync(key), chosen, false, ["sign"]);
  const der = readFileSync(certificate).toString("base64");
  const root = xades.Parse(`<asic:XAdESSignatures xmlns:asic="${asic}"/>`).documentElement;
  const signed = new xades.SignedXml();
  signed.Parent = root;
  signed.XmlSignature.SignedInfo.CanonicalizationMethod.Algorithm = canonicalization;
  await signed.Sign(chosen, privateKey, new Uint8Array(readFileSync(file)), {
    x509: [der],
    signingCertificateV2: der,
    references: [{ id: "r1", uri: encodeURI(name), hash: chosen.hash }],
  });
  writeFileSync(out, `<?xml version="1.0" encoding="UTF-8"?>\n<asic:XAdESSignatures xmlns:asic="${asic}">${signed.toString()}</asic:XAdESSignatures>`);
}

async function verify(signature, file) {
  const document = xades.Parse(readFileSync(signature, "utf8"));
  const element = document.getElementsByTagNameNS("http://www.w3.org/2000/09/xmldsig#", "Signature")[0];
  const signed = new xades.SignedXml(document);
  signed.LoadXml(element);
  try {
    return await signed.Verify({ content: new Uint8Array(readFileSync(file)) });
  } catch (e) {
    console.error(e.message);
    return false;
  }
}

if (command === "sign") await sign(...rest);
else console.log(await verify(...rest));
