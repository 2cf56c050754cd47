/** The setting `name` (`kernel.pid_max`) as a number; null where it was not read or is none. */
export function sysctlNumber(settings: Readonly<Record<string, string>> | null, name: string): number | null {
  const text = settings !== null && Object.hasOwn(settings, name) ? settings[name]?.trim() : undefined
  return text !== undefined && /^\d{1,20}$/.test(text) ? Number(text) : null
}
