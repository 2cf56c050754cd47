import { cgroupDepth, cgroupFiles, mostCgroups } from './manifest.ts'

/**
 * Shell functions of which `cgroups wanted_first` and `cgroups wanted_last` queue the files of the own cgroups, of their
 * ancestors, and of all others that the mounts show, in the order of `cgroupPaths`.
 */
export function cgroupFunctions(): string[] {
  return [
    wantedFunction('wanted_first', cgroupFiles.both),
    wantedFunction('wanted_last', [...cgroupFiles.both, ...cgroupFiles.last]),
    ...ownCgroupFunctions(),
    'cgroups() { own_cgroups "$1"',
    'set -f; for point in $T; do set +f',
    'one_group "$point"',
    'deeper "$point"',
    'set -f; done; set +f; }',
    // One level after the other, so that the limit leaves out the deepest.
    `deeper() { D=$1; k=${cgroupDepth}; while [ -n "$D" ] && [ $k -gt 0 ] && [ $g -lt ${mostCgroups} ]; do N=`,
    'set -f; for d in $D; do set +f; for p in "$R$d"/*; do',
    '[ -d "$p" ] || continue; p=${p#"$R"}; case $p in *\'\n\'*) continue;; esac; one_group "$p"; N="$N\n$p"',
    'done; set -f; done; set +f; D=$N; k=$((k-1)); done; }',
  ]
}

/** A shell function that says whether a file of that name is wanted. */
export function wantedFunction(name: string, files: readonly string[]): string {
  return `${name}() { case $1 in ${files.join('|')}) return 0;; esac; return 1; }`
}

/** The part of them of which `own_cgroups WANTED` queues the wanted files of the own cgroups and their ancestors alone. */
export function ownCgroupFunctions(): string[] {
  return [
    // Folders seen so far stand on lines of $G, mount points on those of $T; both without the root.
    "own_cgroups() { W=$1; G='\n'; g=0; T=; mark cgroups",
    '[ -r "$R/proc/self/mountinfo" ] || return 0',
    // A last line without its end is a line too.
    'while IFS=\' \' read -r a b c root point rest || [ -n "$a" ]; do',
    'case $rest in *" - cgroup "*|*" - cgroup2 "*) ;; *) continue;; esac',
    'plain "$root"; root=$v; plain "$point"; point=$v',
    "case $point in *'\n'*) continue;; esac",
    'T="$T\n$point"',
    '[ -r "$R/proc/self/cgroup" ] || continue',
    'while read -r own || [ -n "$own" ]; do',
    'own=${own#*:}; own=${own#*:}; own=${own% \\(deleted\\)}',
    'case $own in */..*) continue;; /*) ;; *) continue;; esac',
    'case $root in /) ;; *) case $own in "$root"|"$root"/*) own=${own#"$root"};; *) continue;; esac;; esac',
    'while [ -n "$own" ] && [ "$own" != / ]; do one_group "$point$own"; own=${own%/*}; done',
    'done <"$R/proc/self/cgroup"',
    'done <"$R/proc/self/mountinfo"; }',
    `one_group() { case $G in *"\n$1\n"*) return 0;; esac; [ $g -lt ${mostCgroups} ] || return 0`,
    '[ -d "$R$1" ] && [ -r "$R$1" ] || return 0; G="$G$1\n"; g=$((g+1))',
    'for f in "$R$1"/*; do if $W "${f##*/}"; then queue "${f#"$R"}"; fi; done; }',
  ]
}
