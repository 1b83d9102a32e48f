/** Part of srun: what makes a number of tasks one step of the job. */
export const STEP = String.raw`
my $STARTED = $ENV{SLURMREST_START};

# Takes the next step number; what it points at tells the runner who leads the step, other steps how many of the
# job's CPUs are taken, and accounting what the step is. Waits until there are enough.
sub claim_step {
  my ($cpus, $total, $shares, $description) = @_;
  my $steps = "$STARTED/steps";
  my $told;
  # Of another user's job the scheduler has made it.
  mkdir $_, 0700 for $STARTED, $steps;
  open my $lock, '<', $steps or fail("cannot read $steps: $!");
  while (1) {
    flock $lock, 2;
    my ($next, $busy) = (0, 0);
    opendir my $folder, $steps or fail("cannot read $steps: $!");
    for my $number (grep { /^\d+$/ } readdir $folder) {
      $next = $number + 1 if $number >= $next;
      my ($pid, $start, $taken) = split ' ', readlink "$steps/$number";
      $busy += $taken if start_time($pid) eq $start;
    }
    if ($shares || !$busy || $busy + $cpus <= $total) {
      my $taken = $shares ? 0 : $cpus;
      symlink "$$ " . start_time($$) . " $taken $description", "$steps/$next" or fail("cannot record the step: $!");
      return $next;
    }
    flock $lock, 8;
    info("waiting for CPUs that other steps of the job hold") unless $told++;
    select undef, undef, undef, 0.1;
  }
}

# Of each component its het group, tasks, CPUs and nodes, then the name of the step; a link holds 4095 bytes.
sub describe_step {
  my ($first) = @_;
  my $name = $first->{option}{'job-name'} // $first->{command}[0] =~ s/.*\///sr;
  my $components = join ';', map {
    my ($own, $nodes) = @$_{'option', 'nodes'};
    my ($cpus, $room) = ($_->{tasks} * ($own->{'cpus-per-task'} // 1), 0);
    $room += $_->{cpus} // 0 for @$nodes;
    "$_->{group}:$_->{tasks}:" . ($room && $cpus > $room ? $room : $cpus) . ":$_->{list}";
  } @_;
  return substr "$components $name", 0, 3500;
}

# Records how the step ended: the wait status of its worst task, CPU seconds of user and system, KiB.
sub record_end {
  my ($step, $status) = @_;
  my ($user, $system) = (times)[2, 3];
  symlink "$status $user $system " . children_memory(GETRUSAGE), "$STARTED/steps/$step->{id}.end";
}

# Field 22 of proc_pid_stat(5); the name before it may hold anything.
sub start_time {
  my ($pid) = @_;
  open my $file, '<', "/proc/$pid/stat" or return '';
  return (split ' ', <$file> =~ s/.*\)//sr)[19];
}

# The variables that srun(1) lists, of one task.
sub task_environment {
  my ($task, $step) = @_;
  my ($component, $node) = @$task{'component', 'node'};
  my $option = $component->{option};
  my $layout = join ',', map { $_->{count} } @{$component->{nodes}};
  my %of_group = map { /^(SLURM_\w+)_HET_GROUP_(\d+)$/ && $2 == $component->{group} ? ($1 => $ENV{$_}) : () } keys %ENV;
  return (
    exported($option->{export} // $ENV{SLURM_EXPORT_ENV} // 'ALL'),
    %of_group,
    defined $option->{'cpus-per-task'} ? (SLURM_CPUS_PER_TASK => $option->{'cpus-per-task'}) : (),
    defined $option->{'job-name'} ? (SLURM_JOB_NAME => $option->{'job-name'}) : (),
    SLURMREST_START => $STARTED,
    SLURM_STEP_ID => $step->{id},
    SLURM_STEPID => $step->{id},
    SLURM_NTASKS => scalar @{$step->{tasks}},
    SLURM_NPROCS => scalar @{$step->{tasks}},
    SLURM_STEP_NUM_TASKS => scalar @{$step->{tasks}},
    SLURM_STEP_NUM_NODES => scalar @{$component->{nodes}},
    SLURM_NNODES => scalar @{$component->{nodes}},
    SLURM_STEP_NODELIST => $component->{list},
    SLURM_NODELIST => $component->{list},
    SLURM_STEP_TASKS_PER_NODE => $layout,
    SLURM_TASKS_PER_NODE => $layout,
    SLURM_DISTRIBUTION => $option->{distribution} // 'block',
    SLURM_LAUNCH_NODE_IPADDR => '127.0.0.1',
    SLURM_PROCID => $task->{rank},
    SLURM_LOCALID => $task->{local},
    SLURM_NODEID => $node->{index},
    SLURM_GTIDS => join(',', @{$node->{ranks}}),
    SLURMD_NODENAME => $node->{name},
    SLURM_TASK_PID => $$,
  );
}

# --export: ALL, NONE (SLURM_* only), names, and NAME=value.
sub exported {
  my ($wish) = @_;
  my %passed = map { $_ => $ENV{$_} } grep { /^SLURM/ } keys %ENV;
  while ($wish =~ /\G,?([^,=]+)(?:=(?:'([^']*)'|([^,]*)))?/g) {
    my ($name, $value) = ($1, $2 // $3);
    if (defined $value) { $passed{$name} = $value }
    elsif ($name eq 'ALL') { %passed = (%ENV, %passed) }
    elsif ($name !~ /^(NONE|NIL)$/ && exists $ENV{$name}) { $passed{$name} = $ENV{$name} }
  }
  return %passed;
}

# The command of every task of --multi-prog: lines of ranks and a command, where %t is the rank and %o its
# place among the ranks.
sub programs {
  my ($file, $tasks) = @_;
  open my $lines, '<', $file or fail("cannot read $file: $!");
  (my $text = do { local $/; <$lines> } // '') =~ s/\\\n//g;
  my @commands;
  for my $line (split /\n/, $text) {
    next if $line =~ /^\s*(#|$)/;
    my ($ranks, @words) = map { defined ? $_ : () } $line =~ /"([^"]*)"|'([^']*)'|(\S+)/g;
    my @ranks = $ranks eq '*' ? grep { !$commands[$_] } 0 .. $tasks - 1 : numbers($ranks);
    for my $place (0 .. $#ranks) {
      my %value = (t => $ranks[$place], o => $place, '%' => '%');
      $commands[$ranks[$place]] = [map { s/%([to%])/$value{$1}/gr } @words];
    }
  }
  $commands[$_] or fail("$file names no program for task $_") for 0 .. $tasks - 1;
  return @commands;
}
`;
