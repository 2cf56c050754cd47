/** Who takes what a scanner finds, in the order of the text. */
export interface JsonParts {
  /** How the value under a key of the outermost object is to be handed over. */
  begin(key: string): 'numbers' | 'strings' | 'text' | 'skip'
  /** Each whole number of a flat list of `numbers`. */
  number(value: number): void
  /** Asked at the beginning of each string of `strings`: whether its characters are wanted. */
  wantsString(): boolean
  /** A UTF-16 code unit of a wanted string. */
  unit(code: number): void
  endString(): void
  /** The whole of a value of `text`. */
  text(text: string): void
}

/** A scanner that is fed a text piece by piece. */
export interface JsonScanner {
  push(piece: string): void
  /** `whole` once the outermost object is closed, `damaged` where the text is none that can be scanned. */
  state(): 'open' | 'whole' | 'damaged'
}

type Place =
  | 'start'
  | 'before key'
  | 'key'
  | 'colon'
  | 'value'
  | 'list'
  | 'numbers'
  | 'strings'
  | 'string'
  | 'nested'
  | 'nested string'
  | 'scalar'
  | 'end'
  | 'damaged'

const quote = 0x22
const comma = 0x2c
const backslash = 0x5c
const closeBracket = 0x5d
const closeBrace = 0x7d
const longestKey = 100
const longestText = 2 ** 20
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/**
 * Scans a large JSON object in pieces of any length and keeps nothing of it: flat lists of whole numbers and of strings are
 * handed over item by item. It is lenient about commas: who counts the items finds what is missing.
 */
export function scanJson(parts: JsonParts): JsonScanner {
  let place: Place = 'start'
  let kind: ReturnType<JsonParts['begin']> = 'skip'
  let collected = ''
  let depth = 0
  let value = 0
  let hasDigits = false
  let wanted = false
  /** 0 outside an escape, 1 after its backslash, 2 to 5 before the fourth to first digit of a code. */
  let escaping = 0
  let code = 0

  function push(piece: string): void {
    let at = 0
    while (at < piece.length && place !== 'damaged') {
      if (place === 'numbers') at = numbers(piece, at)
      else if (place === 'string') at = string(piece, at)
      else if (place === 'nested' || place === 'nested string') at = nested(piece, at)
      else single(piece.charCodeAt(at++))
    }
  }

  function numbers(piece: string, from: number): number {
    let current = value
    let digits = hasDigits
    let at = from
    for (; at < piece.length; at++) {
      const unit = piece.charCodeAt(at)
      if (unit >= 0x30 && unit <= 0x39) {
        current = current * 10 + (unit - 0x30)
        digits = true
        continue
      }
      if (digits) parts.number(current)
      current = 0
      digits = false
      if (unit === comma || isBlank(unit)) continue
      place = unit === closeBracket ? 'before key' : 'damaged'
      at++
      break
    }
    value = current
    hasDigits = digits
    return at
  }

  function string(piece: string, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const unit = piece.charCodeAt(at)
      if (escaping > 0) escaped(unit)
      else if (unit === backslash) escaping = 1
      else if (unit === quote) {
        parts.endString()
        place = 'strings'
        return at + 1
      } else if (wanted) parts.unit(unit)
    }
    return piece.length
  }

  function escaped(unit: number): void {
    const letter = String.fromCharCode(unit)
    if (escaping > 1) {
      code = code * 16 + (Number.parseInt(letter, 16) || 0)
      escaping = escaping === 5 ? 0 : escaping + 1
      if (escaping === 0 && wanted) parts.unit(code)
      return
    }
    code = 0
    escaping = letter === 'u' ? 2 : 0
    if (escaping === 0 && wanted) parts.unit((escapes[letter] ?? letter).charCodeAt(0))
  }

  function nested(piece: string, from: number): number {
    let at = from
    while (at < piece.length && depth > 0) {
      const unit = piece.charCodeAt(at++)
      if (escaping > 0) escaping = 0
      else if (place === 'nested string') {
        if (unit === backslash) escaping = 1
        else if (unit === quote) place = 'nested'
      } else if (unit === quote) place = 'nested string'
      else if (unit === 0x7b || unit === 0x5b) depth++
      else if (unit === closeBrace || unit === closeBracket) depth--
    }
    if (kind === 'text') collected += piece.slice(from, at)
    if (collected.length > longestText) place = 'damaged'
    else if (depth === 0) {
      if (kind === 'text') parts.text(collected)
      place = 'before key'
    }
    return at
  }

  function single(unit: number): void {
    if (place === 'key') key(unit)
    else if (place === 'scalar') {
      if (unit === comma) place = 'before key'
      else if (unit === closeBrace) place = 'end'
    } else if (!isBlank(unit)) place = next(unit)
  }

  function key(unit: number): void {
    if (unit === quote) place = 'colon'
    else if (collected.length >= longestKey) place = 'damaged'
    else collected += String.fromCharCode(unit)
  }

  function next(unit: number): Place {
    switch (place) {
      case 'start':
        return unit === 0x7b ? 'before key' : 'damaged'
      case 'before key':
        collected = ''
        if (unit === comma) return 'before key'
        return unit === quote ? 'key' : unit === closeBrace ? 'end' : 'damaged'
      case 'colon':
        kind = parts.begin(collected)
        collected = ''
        return unit === 0x3a ? 'value' : 'damaged'
      case 'value':
        return beginValue(unit)
      case 'strings':
        if (unit === quote) wanted = parts.wantsString()
        return unit === quote ? 'string' : betweenItems(unit)
      default:
        return place
    }
  }

  function beginValue(unit: number): Place {
    if (kind === 'numbers' || kind === 'strings') return unit === 0x5b ? kind : 'damaged'
    if (unit === 0x7b || unit === 0x5b) {
      depth = 1
      if (kind === 'text') collected = String.fromCharCode(unit)
      return 'nested'
    }
    return kind === 'text' || unit === quote ? 'damaged' : 'scalar'
  }

  return {
    push,
    state: () => (place === 'end' ? 'whole' : place === 'damaged' ? 'damaged' : 'open'),
  }
}

function betweenItems(unit: number): Place {
  if (unit === comma) return 'strings'
  return unit === closeBracket ? 'before key' : 'damaged'
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09
}
