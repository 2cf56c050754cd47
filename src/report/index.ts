// Results to text: eight formats of one envelope, and the one place where numbers become words. Pure.

export { darkColours, lightColours } from './chart-style.ts'
export { counted } from './counted.ts'
export { escapeMarkup } from './escape-markup.ts'
export { fitText } from './fit-text.ts'
export { formatQuantity } from './format-quantity.ts'
export { type Format, type FormatName, formats } from './formats.ts'
export type { LivePicture, LiveScreen, PictureRoom, PressedKey } from './live-picture.ts'
export { type Colour, type Look, plainColour, type Reporter } from './look.ts'
export { sparkline } from './sparkline.ts'
