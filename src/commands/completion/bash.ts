import type { CompletionNode } from './tree.ts'

/** A completion script for bash 4 and newer; values without a list of choices complete to file names. */
export function bashScript(nodes: readonly CompletionNode[], program: string): string {
  const name = `_${program.replaceAll('-', '_')}`
  const valueOptions = unique(
    nodes.flatMap((node) => node.options.filter(({ takesValue }) => takesValue).flatMap(spellings)),
  )
  return `# ${program} completion for bash. Load it: source <(${program} completion bash)
${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} path='' word index words='' values=''
  COMPREPLY=()
  # bash takes --format=json apart at the sign.
  if [[ $current == = ]]; then current=''; elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case $word in
      ${valueOptions.join('|')}) ((index++)) ;;
      -*) ;;
      *)
        case "$path $word" in
${nodes
  .filter(({ path }) => path.length > 0)
  .map(({ path }) => `          ' ${path.join(' ')}') path=' ${path.join(' ')}' ;;`)
  .join('\n')}
        esac ;;
    esac
  done
  case "$path:$previous" in
${nodes.flatMap(valueCases).join('\n')}
    *) values=- ;;
  esac
  if [[ $values != - ]]; then
    if [[ -n $values ]]; then COMPREPLY=($(compgen -W "$values" -- "$current")); else compopt -o default; fi
    return
  fi
  case "$path" in
${nodes.map(wordCase).join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
  if [[ $current != -* && \${#COMPREPLY[@]} == 0 ]]; then compopt -o default; fi
}
complete -F ${name} ${program}
`
}

function valueCases({ path, options }: CompletionNode): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map((option) => {
      const patterns = spellings(option).map((spelling) => `'${prefix(path)}:${spelling}'`)
      return `    ${patterns.join('|')}) values='${option.choices.join(' ')}' ;;`
    })
}

function wordCase({ path, subcommands, options, operands }: CompletionNode): string {
  const words = [...subcommands.map(({ name }) => name), ...operands.flatMap(({ choices }) => choices ?? [])]
  return `    '${prefix(path)}') words='${words.join(' ')}'; local options='${options.flatMap(spellings).join(' ')}' ;;`
}

function prefix(path: readonly string[]): string {
  return path.map((word) => ` ${word}`).join('')
}

function spellings({ long, short }: { long: string; short: string | null }): string[] {
  return short === null ? [long] : [short, long]
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)]
}
