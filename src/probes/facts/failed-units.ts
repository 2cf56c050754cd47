/** The units in `systemctl --failed --plain --no-legend`, some versions of which begin a line with a dot or a cross. */
export function parseFailedUnits(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [unit = '', loaded = ''] = line.replace(/^[●×*]/, '').trim().split(/ +/)
    return /^(?:loaded|not-found|bad-setting|error|masked|merged|stub)$/.test(loaded) ? [unit] : []
  })
}
