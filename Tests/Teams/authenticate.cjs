// Microsoft's own verdicts: node authenticate.cjs METADATA-URL APP-ID < [{authorization, service, channel}, …] > [true, …]
'use strict';
const fs = require('node:fs');
const { ChannelValidation, SimpleCredentialProvider } = require('botframework-connector');

const [metadata, appId] = process.argv.slice(2);
ChannelValidation.OpenIdMetadataEndpoint = metadata;
const credentials = new SimpleCredentialProvider(appId, '');

(async function () {
  const verdicts = [];
  for (const { authorization, service, channel } of JSON.parse(fs.readFileSync(0, 'utf8'))) {
    try {
      const identity = await ChannelValidation.authenticateChannelTokenWithServiceUrl(authorization ?? '', credentials, service, channel ?? undefined); // as JavaScript reads an activity without a channel
      verdicts.push(identity?.isAuthenticated === true);
    } catch {
      verdicts.push(false);
    }
  }

  process.stdout.write(JSON.stringify(verdicts));
})();
