import { detailedProcesses, fileGroups, nodeNames, processFiles } from './manifest.ts'
import { cgroupFunctions } from './shell-cgroups.ts'

/** Shell functions `first` and `last` that print the files of one sample below $R, as `localSample` reads them. */
export function sampleFunctions(): string[] {
  const group = (both: boolean) =>
    fileGroups
      .filter((one) => one.both === both)
      .flatMap(({ paths }) => paths.map((path) => (path.includes('*') ? `glob '${path}'` : `queue ${path}`)))
  const each = (names: readonly string[]) => names.map((name) => `found "$d/${name}"`).join('; ')
  return [
    'first() {',
    ...group(true),
    'cgroups wanted_first',
    `processes '${each(processFiles.both)}' first`,
    'mark whole; }',
    'last() {',
    ...group(true),
    ...group(false),
    'cgroups wanted_last',
    `processes '${each([...processFiles.both, ...processFiles.last])}' last`,
    'open_files; mark whole; }',
    // $1 queues the details of the process whose folder is $d.
    'processes() { mark processes; c=0; for d in "$R"/proc/[0-9]*; do',
    'd=${d##*/}; case $d in *[!0-9]*) continue;; esac; d=/proc/$d',
    `queue "$d/${processFiles.always}"; c=$((c+1)); [ $c -le ${detailedProcesses} ] || continue`,
    'eval "$1"',
    '[ $2 = last ] || continue',
    'a=; { read -r a <"$R$d/comm"; } 2>/dev/null',
    `case $a in ${nodeNames.join('|')}) found "$d/environ";; esac`,
    'done; }',
    'open_files() { mark open; c=0; for d in "$R"/proc/[0-9]*; do',
    'case ${d##*/} in *[!0-9]*) continue;; esac',
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
