// One engine of Node in one process: node fill_node.cjs ENGINE FOLDER OUT SECONDS fills until SECONDS of CPU are spent; one JSON line.
const fs = require('fs'), path = require('path'), { createRequire } = require('module');
const load = createRequire(path.join(__dirname, '..', 'build', 'bench', 'package.json'));
const [engine, folder, out, seconds] = process.argv.slice(2);
const cpu = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e6; };
const template = name => fs.readFileSync(path.join(folder, name + '.docx'));

const engines = {
  docxtemplater: () => {
    const PizZip = load('pizzip'), Docxtemplater = load('docxtemplater'), data = template('docxtemplater');
    return values => {
      const document = new Docxtemplater(new PizZip(data), { paragraphLoop: true, linebreaks: true });
      document.render(values);
      return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
    };
  },
  'easy-template-x': () => {
    const { TemplateHandler } = load('easy-template-x'), data = template('easy-template-x'), handler = new TemplateHandler();
    return values => handler.process(data, values);
  },
  'docx-templates': () => {
    const { createReport } = load('docx-templates'), data = template('docx-templates');
    return values => createReport({ template: data, data: values, cmdDelimiter: ['{', '}'], noSandbox: true });
  },
  carbone: () => {
    const carbone = load('carbone'), file = path.resolve(folder, 'carbone.docx');
    return values => new Promise((done, failed) => carbone.render(file, values, (error, made) => (error ? failed(error) : done(made))));
  },
};

(async () => {
  fs.mkdirSync(out, { recursive: true });
  const fill = engines[engine](), data = JSON.parse(fs.readFileSync(path.join(folder, 'data.json'), 'utf8'));
  for (let i = 0; i < Math.min(3, data.length); i++) fs.writeFileSync(path.join(out, i + '.docx'), await fill(data[i]));
  const begun = cpu();
  let documents = 0, size = 0;
  do {
    const made = await fill(data[++documents % data.length]);
    fs.writeFileSync(path.join(out, 'w' + (documents % 1000) + '.docx'), made);
    size += made.length;
  } while (cpu() - begun <= +seconds);
  const spent = cpu() - begun;
  console.log(JSON.stringify({ engine, documents, cpu: spent, rss_mb: process.resourceUsage().maxRSS / 1024, bytes: Math.floor(size / documents) }));
  process.exit(0);
})().catch(error => { console.error(error); process.exit(1); });
