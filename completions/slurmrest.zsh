#compdef slurmrest
# Completion of slurmrest for zsh: source <(slurmrest completion zsh), or this as a file _slurmrest in a folder of $fpath.

_slurmrest() {
  local -a lines candidates spacing
  local line directives program=${(Q)words[1]}
  lines=("${(@f)$(command ${program/#\~\//$HOME/} complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  for line in "${lines[@]}"; do
    if [[ $line == :* ]]; then
      directives=$line
    elif [[ -n $line ]]; then
      candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    fi
  done
  if [[ $directives == *(files|folders)* ]]; then
    [[ $PREFIX == -*=* ]] && compset -P '*='
    if [[ $directives == *folders* ]]; then _files -/; else _files; fi
    return
  fi
  [[ $directives == *nospace* ]] && spacing=(-S '')
  _describe -V 'slurmrest' candidates "${spacing[@]}"
}

if [[ $funcstack[1] == _slurmrest ]]; then
  _slurmrest "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _slurmrest slurmrest
fi
