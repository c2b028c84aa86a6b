// Opens workbooks with SheetJS and saves them again: node sheetjs.cjs LIBRARIES FOLDER FILE...
const path = require("path");
const [libraries, folder, ...files] = process.argv.slice(2);
const XLSX = require(path.join(libraries, "node_modules", "xlsx"));
for (const file of files) {
  const book = XLSX.readFile(file, { cellStyles: true, cellNF: true });
  XLSX.writeFile(book, path.join(folder, path.basename(file)), { bookSST: true, compression: true });
}
