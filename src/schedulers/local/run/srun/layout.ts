/** Part of srun: which tasks a step has, and on which of the job's nodes each runs. */
export const LAYOUT = String.raw`
# A variable of the job, or of one component of a het job.
sub of_job {
  my ($name, $group) = @_;
  return $ENV{$name . '_HET_GROUP_' . $group} // ($group == 0 ? $ENV{$name} : undef);
}

# host[1-3,05],other to names.
sub hosts {
  my ($list) = @_;
  my @found;
  while ($list =~ /\G,?((?:[^,\[]|\[[^\]]*\])+)/g) {
    my @open = ($1);
    while (defined(my $text = shift @open)) {
      if ($text !~ /^([^\[]*)\[([^\]]*)\](.*)$/) { push @found, $text; next }
      my ($before, $ranges, $after) = ($1, $2, $3);
      my @numbers = map {
        my ($first, $last) = split /-/;
        map { sprintf '%0*d', length $first, $_ } $first .. $last // $first;
      } split /,/, $ranges;
      unshift @open, map { "$before$_$after" } @numbers;
    }
  }
  return @found;
}

# 4(x2),2 to 4, 4, 2.
sub counts { map { /^(\d+)(?:\(x(\d+)\))?$/ ? ($1) x ($2 // 1) : () } split /,/, shift // '' }

# 0,2-4 to 0, 2, 3, 4.
sub numbers { map { /^(\d+)-(\d+)$/ ? ($1 .. $2) : $_ } split /,/, shift }

# The nodes of a component's step, each with its name, its CPUs, and the tasks it gets.
sub lay_out {
  my ($option, $group) = @_;
  my $list = of_job('SLURM_JOB_NODELIST', $group) // $ENV{SLURMD_NODENAME} // 'localhost';
  my @cpus = counts(of_job('SLURM_JOB_CPUS_PER_NODE', $group));
  my $index = 0;
  my @nodes = map { { name => $_, cpus => $cpus[$index++] } } hosts($list);
  my $all = @nodes;

  my %wanted = map { $_ => 1 } hosts($option->{nodelist} // '');
  my %barred = map { $_ => 1 } hosts($option->{exclude} // '');
  for my $name (keys %wanted) {
    fail("node $name is not one of the job's nodes, $list") unless grep { $_->{name} eq $name } @nodes;
  }
  @nodes = grep { !$barred{$_->{name}} && (!%wanted || $wanted{$_->{name}}) } @nodes;
  splice @nodes, 0, $option->{relative} if $option->{relative};
  my ($least, $most) = ($option->{nodes} // '') =~ /^(\d+)(?:-(\d+))?$/;
  fail("--nodes: '$option->{nodes}' is not a number or a range") if defined $option->{nodes} && !$least;
  fail("the step wants " . ($least // 1) . " nodes, the job has " . @nodes . " for it") if @nodes < ($least // 1);
  splice @nodes, $most // $least if defined $least && ($most // $least) < @nodes;

  my $per_node = $option->{'ntasks-per-node'};
  my $tasks = $option->{ntasks};
  $tasks = of_job('SLURM_NTASKS', $group) // of_job('SLURM_NPROCS', $group) unless $tasks || $per_node;
  $tasks ||= @nodes * ($per_node || of_job('SLURM_NTASKS_PER_NODE', $group) || 1);
  number('--ntasks', $tasks);
  splice @nodes, $tasks if $tasks < @nodes;

  my @counts = counts(of_job('SLURM_TASKS_PER_NODE', $group));
  my $asked = 0;
  $asked += $_ for @counts;
  if ($per_node || @counts != @nodes || $asked != $tasks) {
    my $cpus_each = $option->{'cpus-per-task'} || 1;
    @counts = fill($tasks, $per_node, map { defined $_->{cpus} ? int $_->{cpus} / $cpus_each : undef } @nodes);
  }
  $nodes[$_]{count} = $counts[$_] for 0 .. $#nodes;
  return { nodes => \@nodes, list => @nodes == $all ? $list : join ',', map { $_->{name} } @nodes };
}

# Tasks per node, block by block: as many as fit on a node, at least one, and what is left over in turn.
sub fill {
  my ($left, $per_node, @room) = @_;
  my @counts;
  for my $index (0 .. $#room) {
    my $others = $#room - $index;
    my $even = int(($left + $others) / ($others + 1));
    my $count = $per_node // $room[$index] // $even;
    $count = $left - $others if $count > $left - $others;
    $count = 1 if $count < 1;
    push @counts, $count;
    $left -= $count;
  }
  for (my $index = 0; $left > 0; $left--) { $counts[$index++ % @counts]++ }
  return @counts;
}

# Node index of every task, in the order of the tasks.
sub places {
  my ($distribution, @counts) = @_;
  return map { ($_) x $counts[$_] } 0 .. $#counts unless $distribution =~ /^cyclic/;
  my @places;
  while (grep { $_ > 0 } @counts) { $counts[$_]-- > 0 and push @places, $_ for 0 .. $#counts }
  return @places;
}
`;
