using SocialWorkflows.Connectors.EAddress.Div;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>Refuses to start while notices wait for an account that the settings no longer have: they would neither be sent nor told.</summary>
internal sealed class EAddressOpening(DivBox box) : IHostedService
{
    /// <exception cref="InvalidDataException">Notices wait; the message says whose and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await box.StrandedAsync(cancellationToken) is [var first, ..] stranded)
        {
            throw new InvalidDataException(
                $"Notices of {string.Join(", ", stranded)} to the official e-address are not finished, and the settings have no account for them any more. Set EAddress:Mode=div with {DivOptions.SectionName}:Accounts:{first} "
                + "again until they are sent and confirmed (the pages of their cases and the tasks say which), then take the account out. Nothing was changed.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
