/** Records of /dev/kmsg (`6,339,5140900,-;text`) as dmesg prints them: `[    5.140900] text`. */
export function kernelLogLines(records: string): string {
  const lines = records.split('\n').flatMap((record) => {
    const match = /^\d{1,5},\d{1,20},(\d{1,16}),[^;]*;(.*)$/.exec(record)
    if (match === null) return []
    const microseconds = Number(match[1])
    const seconds = (microseconds / 1e6).toFixed(6).padStart(12)
    return [`[${seconds}] ${unescaped(match[2] ?? '')}`]
  })
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** The device writes bytes that are not printable ASCII as `\x0a`; a line break inside a message stays one line. */
function unescaped(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => {
    const code = Number.parseInt(hex, 16)
    return code < 0x20 ? ' ' : String.fromCharCode(code)
  })
}
