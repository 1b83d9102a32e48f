/** Part of srun: where the tasks' input comes from and their output goes. */
export const STREAMS = String.raw`
my %opened;
my @sources;
my @sinks;

# Fills a file name pattern in; srun(1), "IO Redirection".
sub fill_in {
  my ($pattern, $task, $step) = @_;
  my %value = (
    '%' => '%', j => $ENV{SLURM_JOB_ID}, J => "$ENV{SLURM_JOB_ID}.$step->{id}", s => $step->{id},
    A => $ENV{SLURM_ARRAY_JOB_ID} // $ENV{SLURM_JOB_ID}, a => $ENV{SLURM_ARRAY_TASK_ID} // 4294967294,
    t => $task->{rank}, n => $task->{node}{index}, N => $task->{node}{name}, u => $ENV{SLURM_JOB_USER} // $ENV{USER},
    x => $task->{component}{option}{'job-name'} // $ENV{SLURM_JOB_NAME},
  );
  return $pattern =~ s{%(\d*)([%a-zA-Z])}{exists $value{$2} ? padded($1, $value{$2} // '') : "%$1$2"}ger;
}

sub padded {
  my ($width, $text) = @_;
  return $width && $text =~ /^\d+$/ ? sprintf '%0*d', $width, $text : $text;
}

# What the wish for a stream means for a task: a handle, or undef for nothing at all.
sub target {
  my ($wish, $own, $task, $step) = @_;
  return $own if !defined $wish || $wish eq 'all';
  return undef if $wish eq 'none' || $wish =~ /^\d+$/ && $wish != $task->{rank};
  return $own if $wish =~ /^\d+$/;
  my $path = fill_in($wish, $task, $step);
  return $opened{$path} //= do {
    open my $file, '>>', $path or fail("cannot open $path: $!");
    truncate $file, 0 if ($task->{component}{option}{'open-mode'} // 'truncate') !~ /^a/;
    $file;
  };
}

# Handles for the three streams of a task, made before it is; undef is /dev/null.
sub streams {
  my ($task, $step) = @_;
  my $option = $task->{component}{option};
  my $out = target($option->{output}, \*STDOUT, $task, $step);
  my $err = target($option->{error} // $option->{output}, \*STDERR, $task, $step);
  return ([input($task, $step)], map { defined $_ && $option->{label} ? [labelled($_, $task, $step)] : [$_] } $out, $err);
}

# A handle for the task, and what only we hold of it.
sub input {
  my ($task, $step) = @_;
  my $wish = $task->{component}{option}{input} // 'all';
  if ($wish !~ /^(all|none|\d+)$/) {
    my $path = fill_in($wish, $task, $step);
    open my $file, '<', $path or fail("cannot open $path: $!");
    return $file;
  }
  return undef if $wish eq 'none' || $wish ne 'all' && $wish != $task->{rank};
  return \*STDIN if $wish ne 'all' || @{$step->{tasks}} == 1 || -c STDIN && !-t STDIN;
  # Every task gets all of the input.
  pipe my $read, my $write or fail("no pipe for the input: $!");
  push @sinks, { handle => $write, waiting => '' };
  return ($read, $write);
}

sub labelled {
  my ($target, $task, $step) = @_;
  pipe my $read, my $write or fail("no pipe for the output: $!");
  my $digits = length $#{$step->{tasks}};
  push @sources, { handle => $read, target => $target, label => sprintf('%*d: ', $digits, $task->{rank}), line => '' };
  return ($write, $read);
}

# Passes on what is ready, at most for that many seconds; false when there is nothing to pass on.
sub pass_on {
  my ($timeout) = @_;
  my $reading = @sinks && !grep { length $_->{waiting} > 65536 } @sinks;
  my ($in, $out) = ('', '');
  vec($in, fileno $_->{handle}, 1) = 1 for @sources;
  vec($in, 0, 1) = 1 if $reading && defined fileno STDIN;
  vec($out, fileno $_->{handle}, 1) = 1 for grep { length $_->{waiting} } @sinks;
  return 0 unless "$in$out" =~ /[^\0]/;
  select($in, $out, undef, $timeout) > 0 or return 1;

  for my $source (grep { vec $in, fileno $_->{handle}, 1 } @sources) {
    my $ended = !sysread $source->{handle}, $source->{line}, 65536, length $source->{line};
    $source->{line} .= "\n" if $ended && length $source->{line};
    my $whole = rindex($source->{line}, "\n") + 1;
    put($source->{target}, substr($source->{line}, 0, $whole, '') =~ s/^/$source->{label}/gmr) if $whole;
    $source->{handle} = undef if $ended;
  }
  @sources = grep { $_->{handle} } @sources;

  if ($reading && defined fileno STDIN && vec $in, 0, 1) {
    my $more = '';
    if (sysread STDIN, $more, 65536) { $_->{waiting} .= $more for @sinks }
    else { close STDIN }
  }
  for my $sink (@sinks) {
    next unless length $sink->{waiting} && vec $out, fileno $sink->{handle}, 1;
    # So much never blocks on a pipe that is ready; pipe(7), PIPE_BUF.
    my $written = syswrite $sink->{handle}, $sink->{waiting}, 4096;
    substr $sink->{waiting}, 0, $written // length $sink->{waiting}, '';
  }
  # Their tasks see the end of the input.
  @sinks = grep { length $_->{waiting} || defined fileno STDIN } @sinks;
  return 1;
}

sub put {
  my ($handle, $text) = @_;
  while (length $text) { substr $text, 0, syswrite($handle, $text) // return, '' }
}
`;
