import type { CollectOptions } from './collected.ts'
import {
  cgroupDepth,
  cgroupFiles,
  detailedProcesses,
  fileGroups,
  localTypes,
  mostCgroups,
  networkTypes,
  nodeNames,
  processFiles,
  toldByPrograms,
} from './manifest.ts'

/** A path below a device cannot exist: to ask for it makes `cat` print one line, in the order of the files around it. */
export function markerPath(nonce: string): string {
  return `/dev/null/${nonce}`
}

/** Files given to one `cat`: far below what an argument list may hold, and few processes for an ordinary machine. */
const filesAtATime = 300

/**
 * One POSIX-sh script that prints the same raw facts that `collectLocal` reads. It needs sh, cat, sleep and df, writes
 * nothing, and is read whole before it begins, so that a connection that breaks leaves no half of it running.
 */
export function remoteScript(options: CollectOptions): string {
  const [first = '/', second] = options.roots
  const isMachine = first === '/' && second === undefined
  const isPair = second !== undefined || (options.windowSeconds !== null && isMachine)
  const lines = [
    ...prelude(options.nonce),
    ...sampleFunctions(),
    ...machineFunctions(),
    'lewis_perf() {',
    ...(isMachine ? ['mark clock; date +%s.%N </dev/null 2>&1'] : []),
    `R=${quoted(first === '/' ? '' : first.replace(/\/+$/, ''))}`,
    ...(isPair ? ['mark sample', 'first'] : []),
    ...(isMachine && options.exec ? ['ask_mounts'] : []),
    ...(isPair && second === undefined ? [`sleep ${options.windowSeconds ?? 0} </dev/null`] : []),
    ...(second === undefined ? [] : [`R=${quoted(second.replace(/\/+$/, ''))}`]),
    'mark sample',
    'last',
    ...(isMachine ? ['space', 'told dmesg dmesg', ...(options.exec ? toldLines() : [])] : []),
    'mark end',
    '}',
    'lewis_perf',
  ]
  return `${lines.join('\n')}\n`
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

function prelude(nonce: string): string[] {
  return [
    'LC_ALL=C; export LC_ALL',
    'PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin; export PATH',
    "IFS='\n'",
    `M=${markerPath(nonce)}`,
    'L=; n=0',
    // What a shell prints itself looks like what cat prints of a marker.
    'mark() { flush; echo "cat: $M/!$1: Not a directory"; }',
    `queue() { L="$L\n$M$1\n$R$1"; n=$((n+1)); [ $n -lt ${filesAtATime} ] || flush; }`,
    'flush() { [ $n -eq 0 ] || { set -f; cat $L </dev/null 2>&1; set +f; L=; n=0; }; }',
    'found() { [ ! -e "$R$1" ] || queue "$1"; }',
    'glob() { for p in "$R"$1; do [ ! -e "$p" ] || queue "${p#"$R"}"; done; }',
  ]
}

function sampleFunctions(): string[] {
  const group = (both: boolean) =>
    fileGroups
      .filter((one) => one.both === both)
      .flatMap(({ paths }) => paths.map((path) => (path.includes('*') ? `glob '${path}'` : `queue ${path}`)))
  const each = (names: readonly string[]) => names.map((name) => `found "$d/${name}"`).join('; ')
  const wanted = (names: readonly string[]) => `|${[...names].sort().join('|')}|`
  return [
    'first() {',
    ...group(true),
    `cgroups '${wanted(cgroupFiles.both)}'`,
    `processes '${each(processFiles.both)}' first`,
    'flush; }',
    'last() {',
    ...group(true),
    ...group(false),
    `cgroups '${wanted([...cgroupFiles.both, ...cgroupFiles.last])}'`,
    `processes '${each([...processFiles.both, ...processFiles.last])}' last`,
    'flush; open_files; }',
    // $1 reads the details of the process whose folder is $d.
    'processes() { c=0; for d in "$R"/proc/[0-9]*; do',
    'd=${d#"$R"}; case $d in */*[!0-9]) continue;; esac',
    `found "$d/${processFiles.always}"; c=$((c+1)); [ $c -le ${detailedProcesses} ] || continue`,
    'eval "$1"',
    '[ $2 = last ] || continue',
    'a=; { read -r a <"$R$d/comm"; } 2>/dev/null',
    `case $a in ${nodeNames.join('|')}) found "$d/environ";; esac`,
    'done; }',
    'open_files() { mark open; c=0; for d in "$R"/proc/[0-9]*; do',
    `c=$((c+1)); [ $c -le ${detailedProcesses} ] || break`,
    'set -- "$d"/fd/*',
    'if [ -e "$1" ] || [ -L "$1" ]; then echo "${d##*/} $#"',
    'elif [ ! -d "$d/fd" ]; then :',
    'elif [ -r "$d/fd" ]; then echo "${d##*/} 0"',
    'else echo "${d##*/} denied"; fi',
    'done; }',
    ...cgroupFunctions(),
  ]
}

function cgroupFunctions(): string[] {
  return [
    // Folders seen so far stand between bars in $G; $1 of each function is a folder without the root.
    'cgroups() { W=$1; G="|"; g=0; T=',
    '[ -r "$R/proc/self/mountinfo" ] && [ -r "$R/proc/self/cgroup" ] || return 0',
    "while IFS=' ' read -r a b c root point rest; do",
    'case $rest in *" - cgroup "*|*" - cgroup2 "*) ;; *) continue;; esac',
    'case $point in *\\\\*) continue;; esac',
    'T="$T\n$point"',
    'while IFS=: read -r a b own; do',
    'case $own in */..*) continue;; esac',
    'case $root in /) ;; *) case $own in "$root"|"$root"/*) own=${own#"$root"};; *) continue;; esac;; esac',
    'while [ -n "$own" ] && [ "$own" != / ]; do one_group "$point$own"; own=${own%/*}; done',
    'done <"$R/proc/self/cgroup"',
    'done <"$R/proc/self/mountinfo"',
    'set -f; for point in $T; do set +f',
    'one_group "$point"',
    `deeper "$point" ${cgroupDepth}`,
    'set -f; done; set +f; }',
    // One level after the other, so that the limit leaves out the deepest.
    'deeper() { D=$1; k=$2; while [ -n "$D" ] && [ $k -gt 0 ]; do N=',
    'set -f; for d in $D; do set +f; for p in "$R$d"/*/; do',
    '[ -d "$p" ] || continue; p=${p#"$R"}; p=${p%/}; one_group "$p"; N="$N\n$p"; done; set -f; done; set +f',
    'D=$N; k=$((k-1)); done; }',
    `one_group() { case $G in *"|$1|"*) return 0;; esac; [ $g -lt ${mostCgroups} ] || return 0`,
    '[ -d "$R$1" ] || return 0; G="$G$1|"; g=$((g+1))',
    'for f in "$R$1"/*; do case $W in *"|${f##*/}|"*) queue "${f#"$R"}";; esac; done; }',
  ]
}

function machineFunctions(): string[] {
  const pattern = (types: readonly string[]) => types.join('|')
  return [
    // $1 is a shell function that is called with each mount: device, type, mount point as the kernel writes it.
    "mounts() { while IFS=' ' read -r a b device root point rest; do",
    'a=${rest##* - }; a=${a%% *}; "$1" "$device" "$a" "$point"',
    'done </proc/self/mountinfo; }',
    `local_mount() { case $2 in ${pattern(localTypes)}) ;; *) return 0;; esac`,
    'case $3 in *\\\\*) return 0;; esac',
    'case $G in *"|$1|"*) return 0;; esac; G="$G$1|"; L="$L\n$3"; }',
    'space() { flush; G="|"; L=; mounts local_mount; set -f',
    'mark space; [ -z "$L" ] || df -P $L </dev/null 2>/dev/null',
    'mark inodes; [ -z "$L" ] || df -P -i $L </dev/null 2>/dev/null',
    'set +f; L=; settle_mounts; }',
    // A network mount may hang whoever asks it: that is left to a process of its own, which nobody waits for.
    'A=',
    `network_mount() { case $2 in ${pattern(networkTypes)}) ;; *) return 0;; esac`,
    'case $3 in *\\\\*) return 0;; esac',
    'case $A in *" $3\n"*) return 0;; esac',
    'df -P "$3" </dev/null >/dev/null 2>&1 & A="$A$! $2 $3\n"; }',
    'ask_mounts() { Q=1; mounts network_mount; }',
    'Q=',
    'running() { s=; { read -r s <"/proc/$1/stat"; } 2>/dev/null || return 1; case $s in *") Z "*) return 1;; esac; }',
    'settle_mounts() { [ -n "$Q" ] || return 0; t=0; while [ $t -lt 2 ]; do b=',
    'while IFS=\' \' read -r a rest; do [ -z "$a" ] || ! running "$a" || b=1; done <<EOF\n$A\nEOF',
    '[ -n "$b" ] || break; sleep 1 </dev/null; t=$((t+1)); done; mark mounts',
    'while IFS=\' \' read -r a rest; do [ -n "$a" ] || continue',
    'if running "$a"; then echo "hung $rest"; kill -9 "$a" 2>/dev/null; else echo "answered $rest"; fi',
    'done <<EOF\n$A\nEOF',
    '}',
    // $1 is the name of the frame; the words after it are run where the first is a program that is there.
    'told() { w=$1; shift; command -v "$1" >/dev/null 2>&1 || return 0',
    'mark "told $w"; "$@" </dev/null 2>/dev/null; s=$?; mark "code $w"; echo $s; }',
  ]
}

function toldLines(): string[] {
  return toldByPrograms.map(({ name, program, args }) => `told ${quoted(name)} ${program} ${args.join(' ')}`)
}
