using System.Text;
using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;
using Quarry.Security;

namespace Quarry.Engine.Tests;

public sealed class CredentialTests
{
    [Fact]
    public async Task The_password_is_lent_while_a_session_opens_and_not_longer()
    {
        await using var fake = new FakeSource("fake://user:open%20sesame@host/db");
        Credential? kept = null;
        string seen = "";
        fake.Driver.OnOpen = async (host, _) =>
        {
            kept = host.Credential;
            await Task.Yield();
            kept!.Use(0, (secret, _) => seen = Encoding.UTF8.GetString(secret));
        };
        await fake.Source.ExecuteAsync("select 1");
        seen.Should().Be("open sesame");
        kept!.Kind.Should().Be(CredentialKind.Password);
        kept.ToString().Should().NotContain("sesame");
        kept.Invoking(late => late.Use(0, (_, _) => { })).Should().Throw<InvalidOperationException>().WithMessage("*OpenAsync*");
        fake.Source.ToString().Should().NotContain("sesame");
    }

    [Fact]
    public async Task The_lease_ends_when_the_attempt_fails_or_is_given_up()
    {
        await using var fake = new FakeSource("fake://user:word@host/db");
        var kept = new List<Credential>();
        var stuck = new TaskCompletionSource();
        fake.Driver.OnOpen = async (host, _) =>
        {
            kept.Add(host.Credential!);
            if (kept.Count == 1)
            {
                throw new QuarryException(ErrorKind.Server, 1, "refused");
            }

            await stuck.Task;
        };
        await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>();
        fake.Clock.Advance(TimeSpan.FromSeconds(1));
        Task second = fake.Source.ExecuteAsync("select 1").AsTask();
        await FakeSource.UntilAsync(() => kept.Count == 2);
        fake.Clock.Advance(TimeSpan.FromSeconds(15));
        await second.Awaiting(task => task).Should().ThrowAsync<QuarryException>();
        fake.Clock.Advance(TimeSpan.FromSeconds(5));
        await FakeSource.UntilAsync(() => fake.Source.Pool.Stuck == 1, () => fake.Source.Pool.ToString());
        kept.Should().HaveCount(2).And.AllSatisfy(lease => lease.Invoking(late => late.Use(0, (_, _) => { })).Should().Throw<InvalidOperationException>());
        stuck.SetResult();
        await FakeSource.UntilAsync(() => fake.Leases == 0);
    }

    [Fact]
    public async Task A_target_without_a_password_lends_none()
    {
        await using var fake = new FakeSource();
        fake.Driver.OnOpen = (host, _) =>
        {
            host.Credential.Should().BeNull();
            host.Memory.Should().BeOfType<Quarry.Columnar.ArenaAccount>();
            host.Clock.Should().BeSameAs(fake.Clock);
            return default;
        };
        await fake.Source.ExecuteAsync("select 1");
    }

    [Fact]
    public async Task The_password_is_erased_with_the_source()
    {
        var fake = new FakeSource("fake://user:word@host/db");
        await fake.Source.ExecuteAsync("select 1");
        SecretBuffer secret = fake.Source.Secret!;
        secret.Bytes.Length.Should().Be(4);
        await fake.DisposeAsync();
        FluentActions.Invoking(() => secret.Bytes.Length).Should().Throw<ObjectDisposedException>();
    }
}
