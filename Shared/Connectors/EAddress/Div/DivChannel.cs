using System.IdentityModel.Selectors;
using System.Security.Cryptography.X509Certificates;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Security;
using System.Text;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>
/// Calls to the service for one account: SOAP 1.2, WS-Addressing, MTOM, mutual TLS, and WS-Security with the account's certificate (time and
/// addressee signed, RSA-SHA1 as the service demands, five minutes). All of that is Microsoft's WCF client; see docs/adr/0010.
/// </summary>
internal sealed class DivChannel : IAsyncDisposable
{
    private readonly ChannelFactory<IRequestChannel> _factory;
    private readonly DivOptions _options;

    public DivChannel(DivOptions options, DivAccount account)
    {
        _options = options;
        _factory = new ChannelFactory<IRequestChannel>(Binding(options), new EndpointAddress(options.Endpoint!));
        _factory.Credentials.ClientCertificate.Certificate = account.Certificate;
        if (options.ServerAuthoritiesFile is { } file)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            _factory.Credentials.ServiceCertificate.SslCertificateAuthentication = new X509ServiceCertificateAuthentication
            {
                CertificateValidationMode = X509CertificateValidationMode.Custom,
                CustomCertificateValidator = new FromAuthorities(authorities, options.Endpoint!.Host),
            };
        }
    }

    /// <param name="operation">Of the service, for example <c>GetMessageList</c>.</param>
    /// <param name="body">Of the request.</param>
    /// <param name="limit">Null: the setting's.</param>
    /// <exception cref="EAddressServiceException">The service refused or did not answer.</exception>
    public async Task<DivReply> CallAsync(string operation, BodyWriter body, CancellationToken cancellation, TimeSpan? limit = null)
    {
        IRequestChannel? channel = null;
        try
        {
            channel = _factory.CreateChannel();
            using var request = Message.CreateMessage(MessageVersion.Soap12WSAddressing10, DivNames.Action(operation), body);
            using var answer = await Task.Factory.FromAsync(channel.BeginRequest, channel.EndRequest, request, limit ?? _options.CallLimit, null).WaitAsync(cancellation)
                ?? throw new ProtocolException("No answer.");
            if (answer.IsFault)
            {
                throw DivFaults.Of(MessageFault.CreateFault(answer, 1024 * 1024));
            }

            return DivReply.Read(answer);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or EAddressServiceException))
        {
            throw DivFaults.Of(problem);
        }
        finally
        {
            channel?.Abort();
        }
    }

    public ValueTask DisposeAsync()
    {
        _factory.Abort();
        return ValueTask.CompletedTask;
    }

    private static CustomBinding Binding(DivOptions options)
    {
        var security = SecurityBindingElement.CreateCertificateOverTransportBindingElement();
        security.DefaultAlgorithmSuite = SecurityAlgorithmSuite.Basic256;

        // Mutual TLS vouches for the answer; whether the service also adds a time to it is not known.
        security.EnableUnsecuredResponse = true;
        var bytes = (int)options.MaxAnswerBytes;
        var encoding = new MtomMessageEncodingBindingElement(MessageVersion.Soap12WSAddressing10, Encoding.UTF8) { MaxBufferSize = bytes };
        encoding.ReaderQuotas.MaxDepth = 80;
        encoding.ReaderQuotas.MaxStringContentLength = 16 * 1024 * 1024;
        encoding.ReaderQuotas.MaxArrayLength = bytes;
        encoding.ReaderQuotas.MaxBytesPerRead = 1024 * 1024;
        encoding.ReaderQuotas.MaxNameTableCharCount = 1024 * 1024;
        return new CustomBinding(
            security,
            encoding,
            new HttpsTransportBindingElement { RequireClientCertificate = true, MaxReceivedMessageSize = bytes, MaxBufferSize = bytes, UseDefaultWebProxy = false, AllowCookies = false })
        {
            SendTimeout = options.CallLimit,
        };
    }

    /// <summary>The service's certificate must come from the authorities of the setting, and from no other, and bear the service's name.</summary>
    private sealed class FromAuthorities(X509Certificate2Collection authorities, string host) : X509CertificateValidator
    {
        public override void Validate(X509Certificate2 certificate)
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            if (!certificate.MatchesHostname(host) || !chain.Build(certificate))
            {
                throw new SecurityNegotiationException("The service's certificate does not come from the authorities of the setting, or is another host's.");
            }
        }
    }
}
