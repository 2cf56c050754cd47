const spellings: Readonly<Record<string, string>> = {
  µ: 'u',
  μ: 'u',
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '…': '...',
  '×': 'x',
  '·': '.',
  '•': '*',
  '≤': '<=',
  '≥': '>=',
  '≈': '~',
  '≠': '!=',
  '±': '+/-',
  '→': '->',
  '←': '<-',
  '∞': 'infinity',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '€': 'EUR',
  '£': 'GBP',
  '°': ' deg',
  '²': '^2',
  '³': '^3',
  ß: 'ss',
  Δ: 'delta',
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  κ: 'kappa',
  λ: 'lambda',
  ρ: 'rho',
  σ: 'sigma',
}

/** `text` in ASCII alone: letters without their accents, known signs spelt out, everything else `?`. */
export function asciiText(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, spelt)
}

function spelt(character: string): string {
  const spelling = spellings[character]
  if (spelling !== undefined) return spelling
  if (/\p{M}/u.test(character)) return ''
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '')
  return /^[\0-\x7f]+$/.test(bare) ? bare : '?'
}
