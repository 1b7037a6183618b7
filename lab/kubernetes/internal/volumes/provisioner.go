// Package volumes gives every PersistentVolumeClaim of the lab's storage class a folder of its own on this machine.
package volumes

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

// ProvisionerName is what a StorageClass names as its provisioner.
const ProvisionerName = "plimsoll.dev/folder"

// folderMode lets any user of a pod write: claims are not told by which user. The root folder keeps others of this
// machine out.
const folderMode = 0o777

// folders makes volumes of type `local`, because for these the kubelet honours fsGroup; for `hostPath` it does not.
type folders struct {
	root string
	node string
}

// Provision makes the folder and describes it as a volume bound to this node.
func (f folders) Provision(_ context.Context, options controller.ProvisionOptions) (*core.PersistentVolume, controller.ProvisioningState, error) {
	claim := options.PVC
	if claim.Spec.Selector != nil {
		return nil, controller.ProvisioningFinished, fmt.Errorf("claim %s/%s has spec.selector, which chooses among existing volumes: leave it out to get a new one", claim.Namespace, claim.Name)
	}
	folder := f.folderOf(claim, options.PVName)
	if err := makeFolder(folder); err != nil {
		// A full disk may have room again later, so the controller tries again.
		return nil, controller.ProvisioningFinished, err
	}
	return &core.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{Name: options.PVName},
		Spec: core.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			AccessModes:                   claim.Spec.AccessModes,
			VolumeMode:                    claim.Spec.VolumeMode,
			MountOptions:                  options.StorageClass.MountOptions,
			Capacity:                      core.ResourceList{core.ResourceStorage: claim.Spec.Resources.Requests[core.ResourceStorage]},
			PersistentVolumeSource:        core.PersistentVolumeSource{Local: &core.LocalVolumeSource{Path: folder}},
			NodeAffinity:                  onlyOn(f.node),
		},
	}, controller.ProvisioningFinished, nil
}

// Delete removes the folder with all that is in it; one that is gone already is fine.
func (f folders) Delete(_ context.Context, volume *core.PersistentVolume) error {
	if volume.Spec.Local == nil {
		return fmt.Errorf("volume %s is not of type local: it was not made by %s", volume.Name, ProvisionerName)
	}
	// The path comes from an object that others may write; only folders directly below the root are ours to remove.
	folder := volume.Spec.Local.Path
	if folder != filepath.Clean(folder) || filepath.Dir(folder) != f.root || !strings.HasSuffix(folder, separator+volume.Name) {
		return fmt.Errorf("volume %s points at %s, which is no folder of it below %s: nothing was removed", volume.Name, folder, f.root)
	}
	return os.RemoveAll(folder)
}

// separator cannot occur in names of Kubernetes, so two claims never share a folder.
const separator = "_"

// folderOf is named so that a person who looks into the root finds a claim's data.
func (f folders) folderOf(claim *core.PersistentVolumeClaim, volume string) string {
	return filepath.Join(f.root, strings.Join([]string{claim.Namespace, claim.Name, volume}, separator))
}

func makeFolder(folder string) error {
	if err := os.Mkdir(folder, folderMode); err != nil && !os.IsExist(err) {
		return err
	}
	// Mkdir is subject to the umask.
	return os.Chmod(folder, folderMode)
}

func onlyOn(node string) *core.VolumeNodeAffinity {
	return &core.VolumeNodeAffinity{Required: &core.NodeSelector{NodeSelectorTerms: []core.NodeSelectorTerm{{
		MatchExpressions: []core.NodeSelectorRequirement{{
			Key: core.LabelHostname, Operator: core.NodeSelectorOpIn, Values: []string{node},
		}},
	}}}}
}
