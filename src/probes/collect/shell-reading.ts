/** A path below a device cannot exist: to ask for it makes `cat` print one line, in the order of the files around it. */
export function markerPath(nonce: string): string {
  return `/dev/null/${nonce}`
}

/** The variable that marks where a `cat` does not print its complaints in the order of the files. */
export const markerVariable = 'LEWIS_PERF_MARK'

/** Files given to one `cat` of an ordinary machine: few processes, and far below what an argument list may hold. */
const mostFilesAtATime = 300
/** A quarter of what every kernel lets an argument list hold. */
const argumentBytes = 32 * 1024
const longestOrdinaryPath = 50

/**
 * Shell functions that print files in frames: `mark NAME` begins a frame, `queue PATH` has a file below $R printed with the
 * next ones, `found` and `glob` only what is there, and `flush` prints what was queued: the names, then file by file.
 */
export function readingFunctions(nonce: string, longestRoot: number): string[] {
  return [
    'LC_ALL=C; export LC_ALL',
    'PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin; export PATH',
    "IFS='\n'",
    `M=${markerPath(nonce)}`,
    'K=$M; C=cat; L=; P=; n=0',
    'has() { command -v "$1" >/dev/null 2>&1; }',
    // What a shell prints itself looks like what cat prints of a marker.
    'mark() { flush; echo "cat: $M/!$1: Not a directory"; }',
    // A name with a line break in it could not be told from two.
    "queue() { case $1 in *'\n'*) return 0;; esac",
    `L="$L\n$K\n$R$1"; P="$P$1\n"; n=$((n+1)); [ $n -lt ${filesAtATime(longestRoot)} ] || flush; }`,
    'flush() { [ $n -gt 0 ] || return 0; n=0; echo "cat: $M/!names: Not a directory"; printf %s "$P"',
    'set -f; $C $L $K </dev/null 2>&1; set +f; L=; P=; }',
    'found() { [ ! -e "$R$1" ] || queue "$1"; }',
    'glob() { for p in "$R"$1; do [ ! -e "$p" ] || queue "${p#"$R"}"; done; }',
    // Some print all complaints at the end: then the environment of cat itself stands between the files.
    'choose_marker() { a=$(echo between | cat "$M/a" - "$M/b" 2>&1)',
    'case $a in *"$M/a"*between*"$M/b"*) return 0;; esac',
    `has env || return 0; K=/proc/self/environ; C="env\n-i\n${markerVariable}=${nonce}\n$(command -v cat)"; }`,
    // The kernel writes a blank, a tab, a line break and a backslash in names as three octal digits. Sets $v.
    'plain() { v=; a=$1; while :; do case $a in *\\\\*) ;; *) v=$v$a; return 0;; esac',
    'v=$v${a%%\\\\*}; a=${a#*\\\\}; case $a in 040*) v="$v ";; 011*) v="$v\t";; 012*) v="$v\n";;',
    '134*) v=$v\\\\;; *) v=$v\\\\; continue;; esac; a=${a#???}; done; }',
  ]
}

/** A shell command that sleeps so long: not every sleep knows fractions of a second, which it then rounds up. */
export function sleepTries(seconds: number): string {
  const tries = [...new Set([seconds, Math.ceil(seconds)])]
  return tries.map((one) => `sleep ${one} </dev/null 2>/dev/null`).join(' || ')
}

/** So many that even with paths as long as the root is they stay far below every limit. */
function filesAtATime(longestRoot: number): number {
  const fitting = Math.floor(argumentBytes / (longestRoot + 2 * longestOrdinaryPath))
  return Math.max(1, Math.min(mostFilesAtATime, fitting))
}
