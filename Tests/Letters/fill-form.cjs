// Fills the blank form as a resident's program would: node fill-form.cjs BLANK FILLED
const fs = require('node:fs');
const { PDFDocument, PDFHexString } = require('pdf-lib');

(async () => {
  const pdf = await PDFDocument.load(fs.readFileSync(process.argv[2]));
  const form = pdf.getForm();
  const set = (name, text) => form.getTextField(name).acroField.setValue(PDFHexString.fromText(text));
  set('given', 'Ģertrūde');
  set('surname', 'Izdomātā');
  set('service', 'aprūpe mājās');
  set('problem', 'Netieku galā.\nŽēl, bet viena nevaru.');
  fs.writeFileSync(process.argv[3], await pdf.save({ updateFieldAppearances: false }));
})();
