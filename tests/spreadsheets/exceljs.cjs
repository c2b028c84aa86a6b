// Opens workbooks with ExcelJS and saves them again: node exceljs.cjs LIBRARIES FOLDER FILE...
const path = require("path");
const [libraries, folder, ...files] = process.argv.slice(2);
const ExcelJS = require(path.join(libraries, "node_modules", "exceljs"));
(async () => {
  for (const file of files) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    await book.xlsx.writeFile(path.join(folder, path.basename(file)));
  }
})();
