export default { serverExternalPackages: ['pg'] }
