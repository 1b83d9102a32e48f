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
 * Requests on stdin are frames of a 32-bit big-endian length and that many bytes, which are strings, each
 * each after its own length: the ticket of the start, then what the subroutines `shepherd` and `batch` take. Answers on stdout are lines that begin with the ticket:
 * `started`, `failed STAGE PROBLEM`, `exited`.
 *
 * Records in a start's folder are symbolic links that point at their text: made in one system call, they are
 * never seen half-written and exist once (symlink(2), EEXIST).
 */
export const LAUNCHER_PROGRAM = String.raw`
use strict;
use warnings;

my ($boot, $prctl, $getrusage) = @ARGV;
my ($ENOSPC, $EDQUOT) = (28, 122);

$0 = 'slurmrest: launcher';
$SIG{CHLD} = $SIG{PIPE} = 'IGNORE';
close_inherited();
# A copy above $^F is closed on exec: no job holds the way back to the leader.
open my $events, '>&', \*STDOUT or exit 1;
open STDOUT, '>', '/dev/null' or exit 1;

while (my $length = receive(4)) {
  my $request = receive(unpack 'N', $length);
  exit unless defined $request;
  my ($ticket, @launch) = unpack '(N/a*)*', $request;
  my $shepherd = fork;
  event($ticket, 'failed', 'fork', $!) unless defined $shepherd;
  next if !defined $shepherd || $shepherd;
  open STDIN, '<', '/dev/null';
  shepherd($ticket, @launch);
  exit;
}

${PERL_SUBROUTINES}${CHILDREN_MEMORY}
sub event { syswrite $events, "@_\n" }

# Starts one job, waits for its end and records it.
sub shepherd {
  my ($ticket, $directory, $uid, $gid, $groups, $umask, $script) = splice @_, 0, 7;
  my $failed = sub { event($ticket, 'failed', $_[0], $!) };

  $0 = "slurmrest: shepherd of $directory";
  $SIG{$_} = 'IGNORE' for qw(HUP INT QUIT TERM USR1 USR2 TSTP);
  $SIG{CHLD} = 'DEFAULT';
  setpgrp;
  # Daemons of the job become children of this process, however they try to escape; prctl(2).
  syscall $prctl, 36, 1, 0, 0, 0 if $prctl;

  chdir $directory or return $failed->('directory');
  # Another ticket, or none: this start was given up, and the folder may be that of a new one.
  return if (readlink 'ticket' // '') ne $ticket;
  write_script($script) && hand_over($uid, $gid) or return $failed->('directory');
  # The right to run, taken once, with the identity of who has it.
  symlink "$$ " . start_time() . " $boot", 'claim' or return $failed->('directory');

  pipe my $outcome, my $report or return give_up($failed, 'fork');
  my $batch = fork // return give_up($failed, 'fork');
  if (!$batch) {
    close $outcome;
    batch($report, $directory, $uid, $gid, $groups, $umask, @_);
  }
  close $report;
  ($script, @_) = ();
  symlink $batch, 'batch';
  my $refused = do { local $/; <$outcome> };
  if (defined $refused && $refused ne '') {
    waitpid $batch, 0;
    (my $stage, $!) = split ' ', $refused;
    return give_up($failed, $stage);
  }
  event($ticket, 'started');

  # Orphans of the job may end first.
  1 until waitpid(-1, 0) == $batch;
  my $status = $?;
  kill_stragglers($batch);
  my ($user, $system) = (times)[2, 3];
  my $memory = children_memory($getrusage);
  until (symlink "$status $user $system $memory", 'exit') {
    last unless $! == $ENOSPC || $! == $EDQUOT;
    sleep 1;
  }
  event($ticket, 'exited');
}

# The process of the job: becomes its user, opens its files, runs its script. Returns never.
sub batch {
  my ($report, $directory, $uid, $gid, $groups, $umask, $open_mode, $work_dir, $in, $out, $err, $arguments) =
    splice @_, 0, 12;
  my @arguments = splice @_, 0, $arguments;
  my $refuse = sub { syswrite $report, shift() . ' ' . ($! + 0); exit 1 };

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
  my $file = "$directory/slurm_script";
  no warnings 'exec';
  exec { $file } $file, @arguments;
  my $error = $! + 0;
  complain("execve(): $file: $!. Is the interpreter in its first line installed?");
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

sub write_script {
  my ($text) = @_;
  open my $file, '>', 'slurm_script' or return;
  return print($file $text) && close($file) && chmod 0500, 'slurm_script';
}

# What belongs to the job's user: the script, and the folder where srun records its steps.
sub hand_over {
  my ($uid, $gid) = @_;
  mkdir 'steps', 0700 or return;
  return $uid == $> || chown($uid, $gid, 'slurm_script', 'steps') == 2;
}

# Field 22 of proc_pid_stat(5); the name before it may hold anything.
sub start_time {
  open my $file, '<', "/proc/$$/stat" or return 0;
  return (split ' ', <$file> =~ s/.*\)//sr)[19];
}

# The job did not run: leaves the claim as one that nobody can take, then tells why.
sub give_up {
  my ($failed, $stage) = @_;
  my $errno = $! + 0;
  symlink 'never', 'withdrawn';
  rename 'withdrawn', 'claim';
  $! = $errno;
  $failed->($stage);
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
