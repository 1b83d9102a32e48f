# Completion of slurmrest for fish: slurmrest completion fish | source

function __slurmrest_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -l directives
    for line in (command $program complete -- $words[2..-1] "$current" 2>/dev/null </dev/null)
        if string match -q ':*' -- $line
            set directives $line
        else
            echo $line
        end
    end
    set -l before (string match -r -- '^-[^=]*=' $current)
    set -l rest (string replace -r -- '^-[^=]*=' '' $current)
    if string match -q '*files*' -- $directives
        for path in (__fish_complete_path $rest)
            echo "$before$path"
        end
    else if string match -q '*folders*' -- $directives
        for path in (__fish_complete_directories $rest)
            echo "$before$path"
        end
    end
end

complete -c slurmrest -e
complete -c slurmrest -f -k -a '(__slurmrest_complete)'
