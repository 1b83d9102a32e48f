# Completion of slurmrest for bash 4.4 and later: source <(slurmrest completion bash)

_slurmrest() {
  # The words as they were typed, up to the cursor: bash parts them at = and : too.
  local line=${COMP_LINE:0:COMP_POINT} part words=() i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    if [[ $i == 0 || $line == [[:space:]]* ]]; then
      line=${line#"${line%%[![:space:]]*}"}
      words+=('')
    fi
    part=${COMP_WORDS[i]}
    [[ $i == "$COMP_CWORD" ]] && part=$line
    words[-1]+=$part
    line=${line#"$part"}
  done

  local current=${words[-1]} directives='' value description values=() descriptions=()
  while IFS=$'\t' read -r value description; do
    if [[ $value == :* ]]; then
      directives=$value
    else
      values+=("$value")
      descriptions+=("$description")
    fi
  done < <(command "${words[0]/#\~/$HOME}" complete -- "${words[@]:1}" 2>/dev/null </dev/null)

  [[ $directives == *nospace* ]] && compopt -o nospace
  [[ $directives == *files* ]] && compopt -o default
  [[ $directives == *folders* ]] && compopt -o dirnames

  # What bash replaces begins behind the last = or :.
  local breaks=${COMP_WORDBREAKS//[^=:]/} before=''
  [[ $breaks && $current == *["$breaks"]* ]] && before=${current%"${current##*["$breaks"]}"}
  COMPREPLY=("${values[@]#"$before"}")

  # Descriptions, where candidates are listed; 37 and 42 would insert them.
  if ((${#COMPREPLY[@]} > 1 && COMP_TYPE != 37 && COMP_TYPE != 42)); then
    local width=0 room=${COLUMNS:-80} entry
    for value in "${COMPREPLY[@]}"; do ((${#value} > width)) && width=${#value}; done
    for i in "${!COMPREPLY[@]}"; do
      [[ ${descriptions[i]} ]] || continue
      printf -v entry "%-${width}s  (%s)" "${COMPREPLY[i]}" "${descriptions[i]}"
      ((${#entry} >= room)) && entry="${entry:0:room - 5}...)"
      COMPREPLY[i]=$entry
    done
  fi
}

complete -o nosort -F _slurmrest slurmrest
