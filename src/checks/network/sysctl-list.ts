/** The numbers of a setting that holds several, such as the two of a range; null where it was not read or holds anything else. */
export function sysctlList(settings: Readonly<Record<string, string>> | null, name: string): number[] | null {
  const text = settings !== null && Object.hasOwn(settings, name) ? settings[name]?.trim() : undefined
  return text !== undefined && /^\d{1,20}(\s+\d{1,20})*$/.test(text) ? text.split(/\s+/).map(Number) : null
}
