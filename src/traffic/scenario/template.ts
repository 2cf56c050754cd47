/** A text with places that are filled in: texts at even positions, names of variables at odd ones. */
export type Template = readonly string[]

const place = /\$\{([^{}]*)\}/

/** Takes a text apart; `$${` stands for a plain `${`. */
export function templateOf(text: string): Template {
  const parts = text.split(/(?<!\$)\$\{([^{}]*)\}/)
  return parts.map((part, index) => (index % 2 === 0 ? part.replaceAll('$${', '${') : part.trim()))
}

/** The names in a text, in order. */
export function namesInTemplate(template: Template): string[] {
  return template.filter((_, index) => index % 2 === 1)
}

/** Whether anything is to be filled in, or a `$${` to be made plain. */
export function isTemplate(text: string): boolean {
  return place.test(text)
}

/** The text with every place filled in as `write` writes it; null where `lookUp` knows a name's value not. */
export function filled(
  template: Template,
  lookUp: (name: string) => string | undefined,
  write: (value: string) => string,
): string | null {
  let text = ''
  for (const [index, part] of template.entries()) {
    if (index % 2 === 0) {
      text += part
      continue
    }
    const value = lookUp(part)
    if (value === undefined) return null
    text += write(value)
  }
  return text
}

/** How a value is written into each part of a request: so that it stays one value, whatever is in it. */
export const writers: Readonly<
  Record<'path' | 'header' | 'json' | 'form' | 'text', (value: string) => string>
> = {
  path: encodeURIComponent,
  header: (value) => value,
  json: (value) => JSON.stringify(value).slice(1, -1),
  form: (value) => encodeURIComponent(value).replaceAll('%20', '+'),
  text: (value) => value,
}
