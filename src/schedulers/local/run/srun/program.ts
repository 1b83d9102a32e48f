import { CHILDREN_MEMORY } from '../children-memory.ts';
import { LAYOUT } from './layout.ts';
import { OPTIONS } from './options.ts';
import { STEP } from './step.ts';
import { STREAMS } from './streams.ts';
import { TASKS } from './tasks.ts';

const HEAD = String.raw`
# srun of slurmrest's embedded scheduler: starts the tasks of a job step on this machine.
use strict;
use warnings;

sub complain { syswrite STDERR, "srun: error: $_[0]\n" }
sub fail { complain(@_); exit 1 }
my $quiet;
sub info { syswrite STDERR, "srun: $_[0]\n" unless $quiet }
`;

const MAIN = String.raw`
# A lone colon parts the components of a het job.
my @lines = ([]);
for (@ARGV) {
  if ($_ eq ':') { push @lines, [] }
  else { push @{$lines[-1]}, $_ }
}

my @components;
for my $index (0 .. $#lines) {
  my ($option, $command) = read_options(@{$lines[$index]});
  if ($option->{help} || $option->{usage}) {
    print "Usage: srun [OPTION]... PROGRAM [ARGUMENT]... [: [OPTION]... PROGRAM [ARGUMENT]...]\n",
      "Starts the tasks of a job step on this machine. Options that matter:\n",
      map { "  $_\n" } map { s/^(\w)\|/-$1, --/ || s/^/--/; s/=$/=VALUE/; s/\?$/[=VALUE]/; $_ } my @copy = @KNOWN;
    exit;
  }
  if ($option->{version}) { print "srun of slurmrest\n"; exit }
  $quiet ||= $option->{quiet};
  fail('no program to run; srun --help tells how') unless @$command;
  my @groups = numbers($option->{'het-group'} // $index);
  push @components, map { { option => $option, command => $command, group => $_ } } @groups;
}

defined $STARTED or fail('this is not a job of slurmrest; submit a script that calls srun: slurmrest submit FILE');
my $option = $components[0]{option};
my $job = $ENV{SLURM_JOB_ID} // 0;
fail("job $option->{jobid} is not this one, $job") if ($option->{jobid} // $job) ne $job;
$option->{label} //= 1 if $ENV{SLURM_LABELIO};
$option->{distribution} //= $ENV{SLURM_DISTRIBUTION} if $ENV{SLURM_DISTRIBUTION};
$option->{overcommit} //= $ENV{SLURM_OVERCOMMIT} if $ENV{SLURM_OVERCOMMIT};

my @tasks;
my ($cpus, $total, $first_node) = (0, 0, 0);
for my $component (@components) {
  my ($own, $group) = @$component{'option', 'group'};
  fail("there is no het group $group in job $job") if $group && !defined of_job('SLURM_JOB_ID', $group);
  number("--$_", $own->{$_}) for grep { defined $own->{$_} } 'ntasks', 'cpus-per-task', 'ntasks-per-node';
  my $layout = lay_out($own, $group);
  my @nodes = @{$component->{nodes} = $layout->{nodes}};
  $component->{list} = $layout->{list};
  $_->{index} = $first_node++ for @nodes;
  $total += $_->{cpus} // 0 for @nodes;
  my $first = @tasks;
  for my $place (places($own->{distribution} // 'block', map { $_->{count} } @nodes)) {
    my $node = $nodes[$place];
    my $rank = @tasks;
    push @tasks, { rank => $rank, local => scalar @{$node->{ranks} //= []}, node => $node, component => $component };
    push @{$node->{ranks}}, $rank;
  }
  my $count = $component->{tasks} = @tasks - $first;
  my @programs = $own->{'multi-prog'} ? programs($component->{command}[0], $count) : ();
  $tasks[$first + $_]{command} = $programs[$_] // $component->{command} for 0 .. $count - 1;
  $cpus += $count * ($own->{'cpus-per-task'} // 1) unless $own->{overcommit};
}

my $asked = grep { defined $_->{option}{ntasks} || defined $_->{option}{'cpus-per-task'} } @components;
fail("the step wants $cpus CPUs, its nodes have $total; --overcommit runs more tasks than CPUs")
  if $total && $asked && $cpus > $total;
# A step within a step shares what that one has.
my $shares = !$total || $option->{overlap} || defined $ENV{SLURM_STEP_ID};
my $held = $cpus > $total ? $total : $cpus;
my $step = { id => claim_step($held, $total, $shares, describe_step(@components)), tasks => \@tasks, leader => $$ };
run_step($step, $option);
tell_failures(@tasks);
my ($worst) = sort { code($b) <=> code($a) } map { $_->{status} } @tasks;
record_end($step, $worst);
exit code($worst);
`;

/** The Perl program `srun`, without its first line; PRCTL and GETRUSAGE stand for the numbers of system calls. */
export const SRUN_PROGRAM = [HEAD, CHILDREN_MEMORY, OPTIONS, LAYOUT, STEP, STREAMS, TASKS, MAIN].join('');
