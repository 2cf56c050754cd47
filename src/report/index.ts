// Results to text: eight formats of one envelope, and the one place where numbers become words. Pure.

export { counted } from './counted.ts'
export { formatQuantity } from './format-quantity.ts'
export { type Format, type FormatName, formats } from './formats.ts'
export { type Colour, type Look, plainColour, type Reporter } from './look.ts'
