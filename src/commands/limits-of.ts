import { type Profile, parseSlo, type SloTerm } from '../core/index.ts'

/** What a run has to hold, and whom it may load: of the options, and of the profile behind them. */
export interface Limits {
  terms: SloTerm[]
  allow: string[]
  /** Where the terms came from, where it is not --slo. */
  remarks: string[]
}

/** `--slo` replaces the profile's limits; `--allow` adds to its hosts. */
export function limitsOf(
  { slo, allow = [] }: { slo?: SloTerm[]; allow?: string[] },
  { slos = [], allow: hosts = [], name, source }: Profile,
): Limits {
  const terms = slo ?? slos.flatMap(termsOf)
  const isOfProfile = slo === undefined && terms.length > 0
  return {
    terms,
    allow: [...allow, ...hosts],
    remarks: isOfProfile
      ? [`The limits are the slos of the profile ${name} (${source}); --slo replaces them.`]
      : [],
  }
}

/** They were read once when the profile was. */
function termsOf(text: string): SloTerm[] {
  const parsed = parseSlo(text)
  return parsed.ok ? parsed.value : []
}
