import { localTypes, networkTypes } from './manifest.ts'

/** A network mount may take so many seconds to answer, and sleeping goes by whole ones everywhere. */
const mountSeconds = 2
const answerSeconds = 3

/**
 * Shell functions that ask other programs: `space` for that of local mounts, `ask_mounts` whether network mounts answer,
 * and `told NAME PROGRAM...` for what a program says where it is there.
 */
export function mountFunctions(): string[] {
  return [
    // $1 is called with each mount: device, type, mount point as the kernel writes it; $v is the mount point in plain.
    'mounts() { [ -r /proc/self/mountinfo ] || return 0; while IFS=\' \' read -r a b device root point rest || [ -n "$a" ]; do',
    'b=${rest##* - }; b=${b%% *}; plain "$point"',
    'case $v in *\'\n\'*) continue;; esac; "$1" "$device" "$b" "$point"',
    'done </proc/self/mountinfo; }',
    // Network mounts stand on lines of $U, those whose answer is waited for on lines of $A: process, type, mount point.
    'A=; U=',
    `network_mount() { case $2 in ${networkTypes.join('|')}) ;; *) return 0;; esac`,
    'case "\n$U" in *"\n$v\n"*) return 0;; esac; U="$U$v\n"',
    // One that hangs would hang whoever asks it: that is left to a process of its own, which nobody waits for.
    '[ -z "$Q" ] || { df -P "$v" </dev/null >/dev/null 2>&1 & A="$A$! $2 $3\n"; }; }',
    'Q=; ask_mounts() { if has df && has sleep; then Q=1; fi; mounts network_mount; }',
    `local_mount() { case $2 in ${localTypes.join('|')}) ;; *) return 0;; esac`,
    'case $G in *"|$1|"*) return 0;; esac',
    // Whoever looks below a network mount asks the network.
    'set -f; for a in $U; do case $v in "$a"|"$a"/*) set +f; return 0;; esac; done; set +f',
    'G="$G$1|"; L="$L\n$v"; }',
    'space() { flush; [ -n "$U" ] || mounts network_mount',
    'G="|"; L=; mounts local_mount; set -f',
    'has df && { mark space; [ -z "$L" ] || limited df -P $L </dev/null 2>/dev/null',
    'mark inodes; [ -z "$L" ] || limited df -P -i $L </dev/null 2>/dev/null; }',
    'set +f; L=; [ -z "$Q" ] || settle_mounts; }',
    'running() { s=; { read -r s <"/proc/$1/stat"; } 2>/dev/null || return 1; case $s in *") Z "*) return 1;; esac; }',
    `settle_mounts() { t=0; while [ $t -lt ${mountSeconds} ]; do b=`,
    'set -f; for a in $A; do if running "${a%% *}"; then b=1; fi; done; set +f',
    '[ -n "$b" ] || break; sleep 1 </dev/null; t=$((t+1)); done; mark mounts',
    'set -f; for a in $A; do set +f; b=${a%% *}',
    'if running "$b"; then printf "hung %s\\n" "${a#* }"; kill -9 "$b" 2>/dev/null',
    'else printf "answered %s\\n" "${a#* }"; fi; set -f; done; set +f; }',
    `limited() { if has timeout; then timeout ${answerSeconds} "$@"; else "$@"; fi; }`,
    'told() { w=$1; shift; has "$1" || return 0',
    'mark "told $w"; limited "$@" </dev/null 2>/dev/null; s=$?; mark "code $w"; echo $s; }',
  ]
}
