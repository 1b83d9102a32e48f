/** Part of srun: runs the tasks of the step and waits for them. */
export const TASKS = String.raw`
my $group;
my $running = 0;
my %task_of;
my @deadlines;

sub run_step {
  my ($step, $option) = @_;
  local $SIG{CHLD} = sub { };
  local $SIG{PIPE} = 'IGNORE';
  local $SIG{ALRM} = \&pass_deadlines;
  for my $name (qw(INT TERM HUP QUIT USR1 USR2)) {
    $SIG{$name} = sub { kill $name, -$group if $group };
  }
  start_task($_, $step) for @{$step->{tasks}};

  my $limit = seconds($option->{time} // 0);
  deadline($limit, sub { complain("the step exceeded its time limit"); end_step() }) if $limit;
  my $patience = $option->{wait} // $ENV{SLURM_WAIT} // 0;
  my $fatal = $option->{'kill-on-bad-exit'} // $ENV{SLURM_KILL_BAD_EXIT} // 0;
  my $streaming = 1;
  while ($running) {
    $streaming &&= pass_on(0.25);
    my $ended = waitpid -1, $streaming ? 1 : 0;
    my $task = delete $task_of{$ended} or next;
    $task->{status} = $?;
    $running--;
    if ($running && $fatal && $? && !$step->{failed}++) {
      complain(told($task) . '; ending the step');
      kill 'KILL', -$group;
    }
    deadline($patience, sub { complain('waited for the other tasks'); kill 'KILL', -$group })
      if $patience && !$step->{waiting}++;
  }
  # What tasks left behind ends with them; what they wrote is still to come.
  kill 'KILL', -$group if $group;
  1 while pass_on(1) && @sources;
}

sub start_task {
  my ($task, $step) = @_;
  my @streams = streams($task, $step);
  my $pid = fork;
  if (!defined $pid) {
    kill 'KILL', -$group if $group;
    fail("cannot start task $task->{rank}: $!");
  }
  $group //= $pid || $$;
  if ($pid) {
    setpgrp $pid, $group;
    $task_of{$pid} = $task;
    $running++;
    return close_theirs(@streams);
  }
  setpgrp 0, $group;
  # Who kills srun ends its tasks, too; prctl(2), PR_SET_PDEATHSIG.
  syscall PRCTL, 1, 9, 0, 0, 0 if PRCTL;
  exit 1 if getppid != $step->{leader};
  $SIG{$_} = 'DEFAULT' for qw(CHLD PIPE ALRM INT TERM HUP QUIT USR1 USR2);
  # Copies first: one stream may be what another is now.
  my ($in, $out, $err) = map { $_->[0] // null() } @streams;
  open my $output, '>&', $out or exit 1;
  open my $errors, '>&', $err or exit 1;
  $in == \*STDIN or open STDIN, '<&', $in or exit 1;
  open STDOUT, '>&', $output or exit 1;
  open STDERR, '>&', $errors or exit 1;
  my $option = $task->{component}{option};
  if (defined $option->{chdir} && !chdir $option->{chdir}) { complain("cannot change to $option->{chdir}: $!") }
  %ENV = task_environment($task, $step);
  my @command = @{$task->{command}};
  no warnings 'exec';
  exec { $command[0] } @command;
  my $errno = $! + 0;
  complain("task $task->{rank}: cannot run $command[0]: $!");
  exit $errno;
}

sub null {
  open my $null, '+<', '/dev/null' or fail("/dev/null: $!");
  return $null;
}

# Their ends of the pipes: what they close is closed then.
sub close_theirs { defined $_->[1] and close $_->[0] for @_ }

sub deadline {
  my ($seconds, $action) = @_;
  @deadlines = sort { $a->[0] <=> $b->[0] } @deadlines, [time + $seconds, $action];
  pass_deadlines();
}

sub pass_deadlines {
  (shift @deadlines)->[1]() while @deadlines && $deadlines[0][0] <= time;
  alarm($deadlines[0][0] - time) if @deadlines;
}

sub end_step {
  kill $_, -$group for qw(TERM CONT);
  deadline(5, sub { kill 'KILL', -$group });
}

# How a task ended, as a shell tells it: 0..255, or 128 and the signal.
sub code { my ($status) = @_; return $status & 127 ? 128 + ($status & 127) : $status >> 8 }

sub told {
  my ($task, $ranks) = @_;
  my $status = $task->{status};
  my $how = $status & 127 ? 'ended by signal ' . ($status & 127) : 'exit code ' . ($status >> 8);
  return "$task->{node}{name}: " . ($ranks // "task $task->{rank}") . ": $how";
}

# One line for all tasks of a node that ended alike.
sub tell_failures {
  my (@tasks) = @_;
  my %alike;
  push @{$alike{"$_->{node}{index} $_->{status}"}}, $_ for grep { $_->{status} } @tasks;
  for my $tasks (sort { $a->[0]{rank} <=> $b->[0]{rank} } values %alike) {
    my $ranks = ranges(map { $_->{rank} } @$tasks);
    complain(told($tasks->[0], @$tasks > 1 ? "tasks $ranks" : "task $ranks"));
  }
}

# 0, 1, 2, 5 to 0-2,5.
sub ranges {
  my @spans;
  for (@_) {
    if (@spans && $spans[-1][1] == $_ - 1) { $spans[-1][1] = $_ }
    else { push @spans, [$_, $_] }
  }
  return join ',', map { $_->[0] == $_->[1] ? $_->[0] : "$_->[0]-$_->[1]" } @spans;
}
`;
