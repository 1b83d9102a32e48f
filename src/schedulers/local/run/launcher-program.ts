import { PERL_SUBROUTINES } from '../../../slurm/perl.ts';
import { CHILDREN_MEMORY } from './children-memory.ts';

/**
 * The Perl program behind {@link openLauncher}: one long-lived launcher that forks a shepherd a job.
 *
 * Why Perl: a shell can neither tell `exit 137` from SIGKILL, nor start a background process that heeds SIGINT,
 * nor set supplementary groups, nor adopt daemons that escape; and forking an interpreter that is already
 * loaded costs a tenth of starting one. Only builtins are used, so perl-base will do.
 *
 * Arguments: the boot id, and the numbers of the system calls prctl and getrusage (0: not known here).
 *
 * Requests on stdin are frames of a 32-bit big-endian length and that many bytes, which are strings, each after
 * its own length: what the subroutines `shepherd` and `batch` take. Answers on stdout are lines that begin with the
 * ticket of the start: `started`, `failed STAGE PROBLEM`, `exited` and how, as start-record.ts has it.
 *
 * What is recorded of a start is told in start-record.ts.
 */
export const LAUNCHER_PROGRAM = String.raw`
use strict;
use warnings;

my ($boot, $prctl, $getrusage) = @ARGV;
my ($ENOSPC, $EDQUOT) = (28, 122);

$0 = 'slurmrest: launcher';
# Inherited by the shepherds. The launcher ends when its input does.
$SIG{$_} = 'IGNORE' for qw(HUP INT QUIT TERM USR1 USR2 TSTP PIPE);
$SIG{CHLD} = 'IGNORE';
close_inherited();
# A copy above $^F is closed on exec: no job holds the way back to the leader.
open my $events, '>&', \*STDOUT or exit 1;
open STDOUT, '>', '/dev/null' or exit 1;

my $received = '';
while (1) {
  while (length $received < 4 || length $received < 4 + unpack 'N', $received) {
    sysread STDIN, $received, 65536, length $received or exit;
  }
  my ($script, $ticket, @launch) = unpack 'x4 (N/a*)*', substr $received, 0, 4 + unpack('N', $received), '';
  my $shepherd = fork;
  event($ticket, 'failed', 'fork', $!) unless defined $shepherd;
  next if !defined $shepherd || $shepherd;
  open STDIN, '<', '/dev/null';
  shepherd($script, $ticket, @launch);
  leave();
}

${PERL_SUBROUTINES}${CHILDREN_MEMORY}
sub event { syswrite $events, "@_\n" }

# Ends at once: taking the interpreter down costs more than all else a shepherd does.
sub leave { kill 'KILL', $$ }

# Starts one job, waits for its end and records it.
sub shepherd {
  my ($script, $ticket, $directory, $uid, $gid, $groups) = splice @_, 0, 6;
  my $failed = sub { event($ticket, 'failed', $_[0], $!) };

  $0 = "slurmrest: shepherd of $directory";
  $SIG{CHLD} = 'DEFAULT';
  setpgrp;
  # Daemons of the job become children of this process, however they try to escape; prctl(2).
  syscall $prctl, 36, 1, 0, 0, 0 if $prctl;

  # The right to run, taken once, with the identity of who has it. Without it the start was given up.
  my $record = "$directory:$$:" . start_time() . ":$boot";
  rename "$directory:free:$ticket", $record or return $failed->('directory');
  my $give_up = sub {
    my $errno = $! + 0;
    remove_steps($directory) if $uid != $>;
    unlink $record;
    $! = $errno;
    $failed->($_[0]);
  };

  if ($uid != $>) { make_steps($directory, $uid, $gid) or return $give_up->('directory') }
  pipe my $outcome, my $report or return $give_up->('fork');
  my $batch = fork // return $give_up->('fork');
  if (!$batch) {
    close $outcome;
    batch($report, $script, $directory, $uid, $gid, $groups, @_);
  }
  close $report;
  $record .= ":$batch" if rename $record, "$record:$batch";
  if (sysread $outcome, my $refused, 100) {
    waitpid $batch, 0;
    (my $stage, $!) = split ' ', $refused;
    return $give_up->($stage);
  }
  event($ticket, 'started');

  # Orphans of the job may end first.
  1 until waitpid(-1, 0) == $batch;
  my $status = $?;
  kill_stragglers($batch);
  # Steps are read with the exit, and removed by who has read them.
  my $exit = join ':', $status, (times)[2, 3], children_memory($getrusage), time, -d "$directory/steps" ? 1 : 0;
  until (rename $record, "$directory:exit:$exit") {
    last unless $! == $ENOSPC || $! == $EDQUOT;
    sleep 1;
  }
  event($ticket, 'exited', $exit);
}

# The process of the job: becomes its user, opens its files, runs its script. Returns never.
sub batch {
  my ($report, $script, $directory, $uid, $gid, $groups, $umask, $open_mode, $work_dir, $in, $out, $err, $arguments) =
    splice @_, 0, 13;
  my @arguments = splice @_, 0, $arguments;
  my $refuse = sub { syswrite $report, shift() . ' ' . ($! + 0); leave() };

  setpgrp;
  $SIG{$_} = 'DEFAULT' for qw(HUP INT QUIT TERM USR1 USR2 TSTP CHLD PIPE);
  become($uid, $gid, $groups) or $refuse->('identity') if $uid != $>;
  umask $umask;
  open STDIN, '<', $in or $refuse->('stdin');
  output(\*STDOUT, $out, $open_mode) or $refuse->('stdout');
  if ($err eq $out) { open STDERR, '>&', \*STDOUT or $refuse->('stderr') }
  else { output(\*STDERR, $err, $open_mode) or $refuse->('stderr') }
  if (!chdir $work_dir) {
    complain("couldn't chdir to '$work_dir': $!: going to /tmp instead");
    chdir '/tmp';
  }
  # The variables come last and end in the one srun finds its job by.
  %ENV = map { split /=/, $_, 2 } grep { /^[^=]+=/ } @_, "SLURMREST_START=$directory";
  no warnings 'exec';
  exec { $script } $script, @arguments;
  my $error = $! + 0;
  complain("execve(): $script: $!. Is the interpreter in its first line installed?");
  exit $error;
}

sub output {
  my ($handle, $path, $mode) = @_;
  open $handle, '>>', $path or return;
  # Devices and pipes cannot be cut short; that is no error.
  truncate $handle, 0 if $mode eq 'truncate';
  return 1;
}

sub complain { syswrite STDERR, "slurmrest: error: $_[0]\n" }

# Where srun records the steps of another user's job, who could not make it himself.
sub make_steps {
  my ($directory, $uid, $gid) = @_;
  return mkdir($directory, 0711) && chmod(0711, $directory) && mkdir("$directory/steps", 0700)
    && chown($uid, $gid, "$directory/steps");
}

sub remove_steps {
  my ($directory) = @_;
  opendir my $steps, "$directory/steps" or return;
  unlink map { "$directory/steps/$_" } readdir $steps;
  closedir $steps;
  rmdir "$directory/steps";
  rmdir $directory;
}

# Field 22 of proc_pid_stat(5); the name before it may hold anything.
sub start_time {
  open my $file, '<', "/proc/$$/stat" or return 0;
  return (split ' ', <$file> =~ s/.*\)//sr)[19];
}

# What the batch script left behind ends with it. Orphans of the killed become children of this process.
sub kill_stragglers {
  my ($batch) = @_;
  kill -9, $batch;
  while ((my $ended = waitpid -1, 1) >= 0) {
    next if $ended;
    kill 9, children();
    waitpid -1, 0;
  }
}

sub children {
  if (open my $list, '<', "/proc/$$/task/$$/children") { return split ' ', <$list> // '' }
  # A kernel without CONFIG_PROC_CHILDREN.
  opendir my $proc, '/proc' or return;
  my $stat;
  return grep { /^\d+$/ && open($stat, '<', "/proc/$_/stat") && <$stat> =~ /\) \S $$ / } readdir $proc;
}
`;
