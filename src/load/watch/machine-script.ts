/** Longer than any run: then it ends by itself, whatever became of us. */
const mostFrames = 90_000

/** What is asked of a machine each second, in POSIX sh: everything in one frame, with one cat and one sleep. */
export function machineScript(mark: string): string {
  return `n=0
while [ $n -lt ${mostFrames} ]; do
read -r up rest < /proc/uptime || exit 1
echo "${mark} $up"
cat /proc/stat /proc/meminfo /proc/diskstats 2>/dev/null
for name in cpu memory io; do
if [ -r /proc/pressure/$name ]; then read -r some < /proc/pressure/$name && echo "$name $some"; fi
done
echo "${mark} end"
n=$((n+1))
sleep 1 || exit 1
done
`
}

/** A whole frame as it came. */
export interface Frame {
  /** The machine's own time since it booted. */
  uptimeSeconds: number
  text: string
}

/** Takes pieces of what the script prints; tells each frame as soon as it is whole. */
export function frameReader(mark: string, onFrame: (frame: Frame) => void): (piece: string) => void {
  const begin = new RegExp(`^${mark} (\\d{1,12}(?:\\.\\d{1,6})?)$`)
  let rest = ''
  let uptimeSeconds: number | null = null
  let lines: string[] = []
  return (piece) => {
    const all = (rest + piece).split('\n')
    rest = all.pop() ?? ''
    for (const line of all) {
      const up = begin.exec(line)?.[1]
      if (up !== undefined) {
        uptimeSeconds = Number(up)
        lines = []
      } else if (line === `${mark} end`) {
        if (uptimeSeconds !== null) onFrame({ uptimeSeconds, text: lines.join('\n') })
        uptimeSeconds = null
      } else lines.push(line)
    }
  }
}
