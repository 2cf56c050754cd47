/** What a series key says. */
export interface SeriesName {
  name: string
  tags: Readonly<Record<string, string>>
}

/**
 * `name` or `name{tag=value,...}` with tags in alphabetical order: one text for one series, whatever its tags hold. A backslash is
 * doubled; a comma in a tag or its value, an equals sign in a tag, and an opening brace in the name stand after a backslash.
 */
export function seriesKey(name: string, tags?: Readonly<Record<string, string>>): string {
  return escaped(name, inName) + tagText(tags)
}

/** The part of a series key that comes after the name: empty without tags. */
export function tagText(tags: Readonly<Record<string, string>> | undefined): string {
  if (tags === undefined) return ''
  const names = Object.keys(tags)
  if (names.length === 0) return ''
  if (names.length > 1) names.sort()
  let text = ''
  for (const name of names)
    text += `${text === '' ? '{' : ','}${escaped(name, inTag)}=${escaped(tags[name] ?? '', inValue)}`
  return `${text}}`
}

const inName = /[\\{]/
const inTag = /[\\,=]/
const inValue = /[\\,]/

/**
 * Name and tags of a key that `seriesKey` wrote; also of one whose values hold bare commas, as long as no equals sign follows such a
 * comma.
 */
export function parseSeriesKey(key: string): SeriesName {
  const brace = bare(key, '{', 0)
  if (brace === -1 || !key.endsWith('}')) return { name: unescaped(key), tags: {} }
  const tags: [string, string][] = []
  const inside = key.slice(brace + 1, -1)
  for (let from = 0; from <= inside.length; ) {
    const comma = bare(inside, ',', from)
    const to = comma === -1 ? inside.length : comma
    addPair(tags, inside.slice(from, to))
    from = to + 1
  }
  return { name: unescaped(key.slice(0, brace)), tags: Object.fromEntries(tags) }
}

function addPair(tags: [string, string][], pair: string): void {
  const equals = bare(pair, '=', 0)
  const before = tags.at(-1)
  if (equals !== -1) tags.push([unescaped(pair.slice(0, equals)), unescaped(pair.slice(equals + 1))])
  else if (before !== undefined) before[1] += `,${unescaped(pair)}`
}

/** Where `sign` stands for the first time without a backslash before it; -1 if nowhere. */
function bare(text: string, sign: string, from: number): number {
  for (let place = from; place < text.length; place++) {
    if (text[place] === '\\') place++
    else if (text[place] === sign) return place
  }
  return -1
}

function escaped(text: string, signs: RegExp): string {
  return signs.test(text) ? text.replaceAll(new RegExp(signs, 'g'), '\\$&') : text
}

function unescaped(text: string): string {
  return text.includes('\\') ? text.replaceAll(/\\(.)/gs, '$1') : text
}

/** The name in a series key: `disk.usage` of `disk.usage{mount=/}`. */
export function seriesName(key: string): string {
  return key.includes('{') || key.includes('\\') ? parseSeriesKey(key).name : key
}

/** The same key as ticks have it: with its tags in alphabetical order. */
export function orderedSeriesKey(key: string): string {
  const { name, tags } = parseSeriesKey(key)
  return seriesKey(name, tags)
}

/** What of `values` has this name, with its tags, in the order in which it comes. */
export function seriesNamed(
  values: Readonly<Record<string, number | null>>,
  name: string,
): { key: string; tags: Readonly<Record<string, string>>; value: number | null }[] {
  return Object.entries(values).flatMap(([key, value]) =>
    key === name || key.startsWith(`${name}{`) ? [{ key, tags: parseSeriesKey(key).tags, value }] : [],
  )
}
