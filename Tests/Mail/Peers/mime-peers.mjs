// Reads mails with mailparser and postal-mime and says what each of them found. Usage: node mime-peers.mjs MODULES < paths, one a line
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const modules = process.argv[2];
const require = createRequire(modules + '/');
const { simpleParser } = require('mailparser');
const PostalMime = (await import(pathToFileURL(require.resolve('postal-mime')))).default;
const hash = (content) => createHash('sha256').update(content instanceof ArrayBuffer ? Buffer.from(content) : content).digest('hex');
const iso = (date) => { const d = date ? new Date(date) : null; return d && !isNaN(d) ? d.toISOString() : ''; };

function ofMailparser(mail) {
  const people = (field) => (Array.isArray(field) ? field : field ? [field] : []).flatMap((f) => f.value).flatMap((a) => a.group ?? [a]);
  return {
    subject: mail.subject ?? '',
    from: people(mail.from).map((a) => a.address ?? ''),
    to: people(mail.to).map((a) => a.address ?? ''),
    names: people(mail.from).map((a) => a.name ?? ''),
    messageId: mail.messageId ?? '',
    date: iso(mail.date),
    text: mail.text ?? '',
    html: mail.html || '',
    files: mail.attachments.map((a) => ({ name: a.filename ?? '', type: a.contentType, hash: hash(a.content), size: a.content.length })),
  };
}

function ofPostalMime(mail) {
  const people = (list) => (list ?? []).flatMap((a) => a.group ?? [a]);
  return {
    subject: mail.subject ?? '',
    from: people(mail.from ? [mail.from] : []).map((a) => a.address ?? ''),
    to: people(mail.to).map((a) => a.address ?? ''),
    names: people(mail.from ? [mail.from] : []).map((a) => a.name ?? ''),
    messageId: mail.messageId ?? '',
    date: iso(mail.date),
    text: mail.text ?? '',
    html: mail.html ?? '',
    files: mail.attachments.map((a) => ({ name: a.filename ?? '', type: a.mimeType, hash: hash(a.content), size: a.content.byteLength ?? a.content.length })),
  };
}

const said = async (read) => { try { return await read(); } catch (error) { return { error: String(error.message ?? error) }; } };
const paths = readFileSync(0, 'utf8').split('\n').filter((p) => p);
const result = [];
for (const path of paths) {
  const raw = readFileSync(path);
  result.push({
    path,
    mailparser: await said(async () => ofMailparser(await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true }))),
    postalMime: await said(async () => ofPostalMime(await PostalMime.parse(raw, { forceRfc822Attachments: true }))),
  });
}
process.stdout.write(JSON.stringify(result));
