module.exports = require('../src/report/display-width.ts').displayWidth
