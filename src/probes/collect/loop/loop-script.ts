import { ownCgroupFunctions, wantedFunction } from '../shell-cgroups.ts'
import { mountFunctions } from '../shell-mounts.ts'
import { readingFunctions, sleepTries } from '../shell-reading.ts'

/** What the frames of a loop carry, and how often. In `paths` a `*` stands for any name in one folder. */
export interface LoopWish {
  intervalSeconds: number
  /** Of every frame. */
  paths: readonly string[]
  /** Files of the own cgroups and those above them, of every frame. */
  cgroupFiles: readonly string[]
  /** What changes slowly: in the first frame, and in every so many. With the space of local filesystems, as `df -P` states it. */
  seldom: { every: number; paths: readonly string[] } | null
  /** In so many frames once: what each process used and its command line. */
  processesEvery: number | null
}

/** A day and an hour: then it ends by itself, whatever became of us. */
const longestSeconds = 90_000
/** Of more processes than these only what they used. */
const mostCommands = 2000

/**
 * A POSIX-sh script that prints a frame of raw facts again and again, as `remoteScript` prints its sample: with one `cat` and one
 * `sleep` for most frames. It writes nothing, and ends as soon as nobody reads it.
 */
export function loopScript(wish: LoopWish, nonce: string): string {
  const { intervalSeconds, paths, seldom, processesEvery } = wish
  const lines = [
    ...readingFunctions(nonce, 0),
    ...(wish.cgroupFiles.length === 0 ? [] : groupFunctions(wish.cgroupFiles)),
    ...(seldom === null ? [] : mountFunctions()),
    'all_processes() { c=0; for d in /proc/[0-9]*; do case ${d##*/} in *[!0-9]*) continue;; esac',
    `queue "$d/stat"; c=$((c+1)); [ $c -gt ${mostCommands} ] || queue "$d/cmdline"; done; }`,
    'lewis_perf() {',
    'has cat || return; choose_marker; R=; i=0',
    `while [ $i -lt ${Math.ceil(longestSeconds / intervalSeconds)} ]; do mark sample`,
    ...['/proc/uptime', ...paths].map(queued),
    ...(wish.cgroupFiles.length === 0 ? [] : groupLines(seldom?.every ?? 1)),
    ...(processesEvery === null ? [] : [everyFrames(processesEvery, ['all_processes'])]),
    ...(seldom === null ? [] : [everyFrames(seldom.every, [...seldom.paths.map(queued), 'U=; space'])]),
    'mark whole; mark end',
    `i=$((i+1)); ${sleepTries(intervalSeconds)} || return`,
    'done; }',
    'lewis_perf',
  ]
  return `${lines.join('\n')}\n`
}

function queued(path: string): string {
  return path.includes('*') ? `glob '${path}'` : `queue ${path}`
}

/** What is queued of the own cgroups is kept in $O, $O1 and $o: finding them takes longer than reading them. */
function groupFunctions(files: readonly string[]): string[] {
  return [
    wantedFunction('wanted_loop', files),
    ...ownCgroupFunctions(),
    'O=; O1=; o=0; group_files() { own_cgroups wanted_loop; set -f; for e in $T; do set +f; one_group "$e"',
    'set -f; done; set +f; O=$L; O1=$P; o=$n; }',
    'group_files_again() { L="$L$O"; P="$P$O1"; n=$((n+o)); }',
  ]
}

function groupLines(every: number): string[] {
  return [`if [ $((i % ${every})) -eq 0 ]; then group_files; else group_files_again; fi`]
}

function everyFrames(every: number, lines: readonly string[]): string {
  return `[ $((i % ${every})) -ne 0 ] || { ${lines.join('\n')}; }`
}
